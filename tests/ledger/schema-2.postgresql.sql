SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.detente_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.assertion (
    n bigint NOT NULL,
    reading integer NOT NULL,
    id text NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    quote text,
    start integer,
    "end" integer,
    hearsay boolean NOT NULL,
    confidence double precision NOT NULL
);
COMMENT ON COLUMN public.assertion.quote IS 'null where it is a span of the text';
CREATE SEQUENCE public.assertion_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assertion_n_seq OWNED BY public.assertion.n;
CREATE TABLE public.field (
    assertion bigint NOT NULL,
    name text NOT NULL,
    "position" integer NOT NULL,
    value text NOT NULL,
    start integer,
    "end" integer,
    quote text
);
COMMENT ON COLUMN public.field.value IS 'JSON';
COMMENT ON COLUMN public.field.quote IS 'first 16 hexadecimal digits of the SHA-256 of the quoted text';
CREATE TABLE public.meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.reading (
    n integer NOT NULL,
    key text NOT NULL,
    record integer NOT NULL,
    snapshot integer NOT NULL,
    text text,
    head text,
    published_from date,
    published_by date,
    basis text,
    problems text NOT NULL
);
COMMENT ON COLUMN public.reading.key IS 'hash of snapshot, reader and content';
COMMENT ON COLUMN public.reading.head IS 'the article without its text, JSON';
COMMENT ON COLUMN public.reading.published_from IS 'inclusive; null where the date is missing or not trusted';
COMMENT ON COLUMN public.reading.published_by IS 'inclusive';
COMMENT ON COLUMN public.reading.basis IS 'where the date comes from';
COMMENT ON COLUMN public.reading.problems IS 'JSON';
CREATE SEQUENCE public.reading_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reading_n_seq OWNED BY public.reading.n;
CREATE TABLE public.record (
    n integer NOT NULL,
    run integer NOT NULL,
    kind text NOT NULL
);
CREATE SEQUENCE public.record_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.record_n_seq OWNED BY public.record.n;
CREATE TABLE public.run (
    n integer NOT NULL,
    reader text NOT NULL,
    recorded text NOT NULL
);
COMMENT ON COLUMN public.run.recorded IS 'record time, UTC, ISO 8601';
CREATE SEQUENCE public.run_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.run_n_seq OWNED BY public.run.n;
CREATE TABLE public.snapshot (
    n integer NOT NULL,
    id text NOT NULL,
    source integer NOT NULL,
    origin text NOT NULL,
    sha256 text NOT NULL,
    bytes bytea,
    retrieved text
);
COMMENT ON COLUMN public.snapshot.origin IS 'page, chronology or jsonl';
COMMENT ON COLUMN public.snapshot.sha256 IS 'of the bytes, or of the text where there are none';
COMMENT ON COLUMN public.snapshot.bytes IS 'zlib';
CREATE SEQUENCE public.snapshot_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.snapshot_n_seq OWNED BY public.snapshot.n;
CREATE TABLE public.source (
    n integer NOT NULL,
    id text NOT NULL,
    url text,
    publisher text,
    language text
);
CREATE SEQUENCE public.source_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.source_n_seq OWNED BY public.source.n;
CREATE TABLE public.text (
    sha256 text NOT NULL,
    text text NOT NULL
);
CREATE TABLE public.verdict (
    n integer NOT NULL,
    record integer NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    other text,
    field text,
    quote text,
    value text,
    undoes integer,
    reason text NOT NULL,
    person text NOT NULL
);
COMMENT ON COLUMN public.verdict.action IS 'prefer, reject, correct, same, retract, undo ...';
COMMENT ON COLUMN public.verdict.subject IS 'id of an assertion, an event, a snapshot, a source';
COMMENT ON COLUMN public.verdict.other IS 'of a link, the second assertion';
COMMENT ON COLUMN public.verdict.quote IS 'hash of the quoted text that was decided about, as in field';
COMMENT ON COLUMN public.verdict.value IS 'JSON';
COMMENT ON COLUMN public.verdict.undoes IS 'the record that it takes back';
CREATE SEQUENCE public.verdict_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.verdict_n_seq OWNED BY public.verdict.n;
ALTER TABLE ONLY public.assertion ALTER COLUMN n SET DEFAULT nextval('public.assertion_n_seq'::regclass);
ALTER TABLE ONLY public.reading ALTER COLUMN n SET DEFAULT nextval('public.reading_n_seq'::regclass);
ALTER TABLE ONLY public.record ALTER COLUMN n SET DEFAULT nextval('public.record_n_seq'::regclass);
ALTER TABLE ONLY public.run ALTER COLUMN n SET DEFAULT nextval('public.run_n_seq'::regclass);
ALTER TABLE ONLY public.snapshot ALTER COLUMN n SET DEFAULT nextval('public.snapshot_n_seq'::regclass);
ALTER TABLE ONLY public.source ALTER COLUMN n SET DEFAULT nextval('public.source_n_seq'::regclass);
ALTER TABLE ONLY public.verdict ALTER COLUMN n SET DEFAULT nextval('public.verdict_n_seq'::regclass);
INSERT INTO public.assertion VALUES (1, 1, 'c8bdf5ee26b7432b', 'page-1', 'meeting', 'occurred', NULL, 0, 29, false, 0.9);
INSERT INTO public.assertion VALUES (2, 2, '639ca76ea3e2bb5d', 'page-1', 'meeting', 'occurred', NULL, 0, 29, false, 0.9);
INSERT INTO public.assertion VALUES (3, 3, 'c8bdf5ee26b7432b', 'page-1', 'meeting', 'occurred', NULL, 0, 29, false, 0.9);
INSERT INTO public.field VALUES (1, 'when', 0, '{"basis": "text", "tz": null, "value": "2019-08-20"}', 19, 28, '5b7c43f96c21141d');
INSERT INTO public.field VALUES (1, 'actors', 0, '{"id": "KR", "name": "Seoul"}', 0, 5, '32b634b8898c07ef');
INSERT INTO public.field VALUES (1, 'actors', 1, '{"id": "JP", "name": "Tokyo"}', 10, 15, 'ec2d191680171ca9');
INSERT INTO public.field VALUES (2, 'when', 0, '{"basis": "text", "tz": null, "value": "2019-08-20"}', 19, 28, '5b7c43f96c21141d');
INSERT INTO public.field VALUES (2, 'actors', 0, '{"id": "KR", "name": "Seoul"}', 0, 5, '32b634b8898c07ef');
INSERT INTO public.field VALUES (2, 'actors', 1, '{"id": "JP", "name": "Tokyo"}', 10, 15, 'ec2d191680171ca9');
INSERT INTO public.field VALUES (3, 'when', 0, '{"basis": "text", "tz": null, "value": "2019-08-20"}', 19, 28, '5b7c43f96c21141d');
INSERT INTO public.field VALUES (3, 'actors', 0, '{"id": "KR", "name": "Seoul"}', 0, 5, '32b634b8898c07ef');
INSERT INTO public.field VALUES (3, 'actors', 1, '{"id": "JP", "name": "Tokyo"}', 10, 15, 'ec2d191680171ca9');
INSERT INTO public.meta VALUES ('schema', '2');
INSERT INTO public.reading VALUES (1, '78d7d6c00c098aa372c269561799e5389e287a190a5b1370b7feca474e2456c3', 1, 1, '0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99', '{"body":[[0,29]],"byline":[],"deck":null,"id":"page-1","language":"en","origin":null,"published":{"basis":"text","end":5,"start":0,"value":"2019-08-21T10:03:00+09:00"},"publisher":"The Paper","retrieved":null,"spans":{"byline":[],"captions":[],"deck":null,"title":null},"title":null,"updated":null,"url":"https://www.paper.example/a"}', '2019-08-21', '2019-08-21', 'text', '[]');
INSERT INTO public.reading VALUES (2, '590b8d20c87dd0e473e74eb6687f5b68c980373b8282a0e51769cf78205239e3', 2, 2, '42a862995ab18cb8c38478ade74064e7f6a27b9095f401c63c25d897603b07cb', '{"body":[[0,36]],"byline":[],"deck":null,"id":"page-1","language":"en","origin":null,"published":{"basis":"text","end":5,"start":0,"value":"2019-08-21T10:03:00+09:00"},"publisher":"Another","retrieved":null,"spans":{"byline":[],"captions":[],"deck":null,"title":null},"title":null,"updated":null,"url":null}', '2019-08-21', '2019-08-21', 'text', '[]');
INSERT INTO public.reading VALUES (3, '95e85dc829fcbef54ef731f4d071dc0ab34410a173b6fdc7d6ef37dcf6765515', 3, 1, '0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99', '{"body":[[0,29]],"byline":[],"deck":null,"id":"page-1","language":"en","origin":null,"published":{"basis":"text","end":5,"start":0,"value":"2019-08-21T10:03:00+09:00"},"publisher":"The Paper","retrieved":null,"spans":{"byline":[],"captions":[],"deck":null,"title":null},"title":null,"updated":null,"url":"https://www.paper.example/a"}', '2019-08-21', '2019-08-21', 'text', '[]');
INSERT INTO public.record VALUES (1, 1, 'reading');
INSERT INTO public.record VALUES (2, 2, 'reading');
INSERT INTO public.record VALUES (3, 3, 'reading');
INSERT INTO public.record VALUES (4, 4, 'verdict');
INSERT INTO public.record VALUES (5, 4, 'verdict');
INSERT INTO public.record VALUES (6, 5, 'verdict');
INSERT INTO public.run VALUES (1, 'test 1', '2026-01-05T12:00:00+00:00');
INSERT INTO public.run VALUES (2, 'test 1', '2026-01-05T12:00:00+00:00');
INSERT INTO public.run VALUES (3, 'test 2', '2026-01-05T12:00:00+00:00');
INSERT INTO public.run VALUES (4, 'desk 1', '2026-01-05T12:00:00+00:00');
INSERT INTO public.run VALUES (5, 'desk 1', '2026-01-05T12:00:00+00:00');
INSERT INTO public.snapshot VALUES (1, '5b0f3f532e3da8ea4ba2bfa3899bc501', 1, 'page', '0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99', '\x789c0b4ecd2fcd51c84d2d5108c9cfaecc57c8cf53303250702c4d2f2d2ed1030098c009eb', NULL);
INSERT INTO public.snapshot VALUES (2, '7485421aead171b4224ab1828e23a753', 2, 'page', '42a862995ab18cb8c38478ade74064e7f6a27b9095f401c63c25d897603b07cb', NULL, NULL);
INSERT INTO public.source VALUES (1, 'source:4f75d3874e48dcb1', 'https://www.paper.example/a', 'The Paper', 'en');
INSERT INTO public.source VALUES (2, 'source:c2de40acf94bae7c', NULL, 'Another', 'en');
INSERT INTO public.text VALUES ('0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99', 'Seoul met Tokyo on 20 August.');
INSERT INTO public.text VALUES ('42a862995ab18cb8c38478ade74064e7f6a27b9095f401c63c25d897603b07cb', 'Seoul met Tokyo on 20 August. Twice.');
INSERT INTO public.verdict VALUES (1, 4, 'correct', '639ca76ea3e2bb5d', NULL, 'when', NULL, '{"value": "2019-08-21"}', NULL, 'the gazette', 'Kim');
INSERT INTO public.verdict VALUES (2, 5, 'same', '639ca76ea3e2bb5d', 'c8bdf5ee26b7432b', NULL, NULL, NULL, NULL, 'one meeting', 'Kim');
INSERT INTO public.verdict VALUES (3, 6, 'undo', '639ca76ea3e2bb5d', NULL, NULL, NULL, NULL, 4, 'a slip', 'Kim');
SELECT pg_catalog.setval('public.assertion_n_seq', 1, false);
SELECT pg_catalog.setval('public.reading_n_seq', 1, false);
SELECT pg_catalog.setval('public.record_n_seq', 1, false);
SELECT pg_catalog.setval('public.run_n_seq', 1, false);
SELECT pg_catalog.setval('public.snapshot_n_seq', 1, false);
SELECT pg_catalog.setval('public.source_n_seq', 1, false);
SELECT pg_catalog.setval('public.verdict_n_seq', 1, false);
ALTER TABLE ONLY public.assertion
    ADD CONSTRAINT assertion_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_pkey PRIMARY KEY (assertion, name, "position");
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_key_key UNIQUE (key);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT snapshot_id_key UNIQUE (id);
ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT snapshot_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_id_key UNIQUE (id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.text
    ADD CONSTRAINT text_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT verdict_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT verdict_record_key UNIQUE (record);
CREATE INDEX assertion_key ON public.assertion USING btree (key, reading);
CREATE INDEX assertion_reading ON public.assertion USING btree (reading);
CREATE INDEX reading_snapshot ON public.reading USING btree (snapshot);
CREATE INDEX verdict_subject ON public.verdict USING btree (subject);
CREATE TRIGGER assertion_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.assertion FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER field_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.field FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER meta_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.meta FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER reading_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reading FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER record_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.record FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER run_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.run FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER snapshot_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.snapshot FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER source_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.source FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER text_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.text FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
CREATE TRIGGER verdict_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.verdict FOR EACH STATEMENT EXECUTE FUNCTION public.detente_append_only();
ALTER TABLE ONLY public.assertion
    ADD CONSTRAINT assertion_reading_fkey FOREIGN KEY (reading) REFERENCES public.reading(n);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_assertion_fkey FOREIGN KEY (assertion) REFERENCES public.assertion(n);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_record_fkey FOREIGN KEY (record) REFERENCES public.record(n);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_snapshot_fkey FOREIGN KEY (snapshot) REFERENCES public.snapshot(n);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_text_fkey FOREIGN KEY (text) REFERENCES public.text(sha256);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_run_fkey FOREIGN KEY (run) REFERENCES public.run(n);
ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT snapshot_source_fkey FOREIGN KEY (source) REFERENCES public.source(n);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT verdict_record_fkey FOREIGN KEY (record) REFERENCES public.record(n);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT verdict_undoes_fkey FOREIGN KEY (undoes) REFERENCES public.record(n);
