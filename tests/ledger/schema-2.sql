BEGIN TRANSACTION;
CREATE TABLE assertion (
	n INTEGER NOT NULL, 
	reading INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	quote TEXT, 
	start INTEGER, 
	"end" INTEGER, 
	hearsay BOOLEAN NOT NULL, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (n), 
	FOREIGN KEY(reading) REFERENCES reading (n)
);
INSERT INTO "assertion" VALUES(1,1,'c8bdf5ee26b7432b','page-1','meeting','occurred',NULL,0,29,0,0.9);
INSERT INTO "assertion" VALUES(2,2,'639ca76ea3e2bb5d','page-1','meeting','occurred',NULL,0,29,0,0.9);
INSERT INTO "assertion" VALUES(3,3,'c8bdf5ee26b7432b','page-1','meeting','occurred',NULL,0,29,0,0.9);
CREATE TABLE field (
	assertion INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	start INTEGER, 
	"end" INTEGER, 
	quote TEXT, 
	PRIMARY KEY (assertion, name, position), 
	FOREIGN KEY(assertion) REFERENCES assertion (n)
)
 WITHOUT ROWID

;
INSERT INTO "field" VALUES(1,'actors',0,'{"id": "KR", "name": "Seoul"}',0,5,'32b634b8898c07ef');
INSERT INTO "field" VALUES(1,'actors',1,'{"id": "JP", "name": "Tokyo"}',10,15,'ec2d191680171ca9');
INSERT INTO "field" VALUES(1,'when',0,'{"basis": "text", "tz": null, "value": "2019-08-20"}',19,28,'5b7c43f96c21141d');
INSERT INTO "field" VALUES(2,'actors',0,'{"id": "KR", "name": "Seoul"}',0,5,'32b634b8898c07ef');
INSERT INTO "field" VALUES(2,'actors',1,'{"id": "JP", "name": "Tokyo"}',10,15,'ec2d191680171ca9');
INSERT INTO "field" VALUES(2,'when',0,'{"basis": "text", "tz": null, "value": "2019-08-20"}',19,28,'5b7c43f96c21141d');
INSERT INTO "field" VALUES(3,'actors',0,'{"id": "KR", "name": "Seoul"}',0,5,'32b634b8898c07ef');
INSERT INTO "field" VALUES(3,'actors',1,'{"id": "JP", "name": "Tokyo"}',10,15,'ec2d191680171ca9');
INSERT INTO "field" VALUES(3,'when',0,'{"basis": "text", "tz": null, "value": "2019-08-20"}',19,28,'5b7c43f96c21141d');
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','2');
CREATE TABLE reading (
	n INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	record INTEGER NOT NULL, 
	snapshot INTEGER NOT NULL, 
	text TEXT, 
	head TEXT, 
	published_from DATE, 
	published_by DATE, 
	basis TEXT, 
	problems TEXT NOT NULL, 
	PRIMARY KEY (n), 
	UNIQUE ("key"), 
	FOREIGN KEY(record) REFERENCES record (n), 
	FOREIGN KEY(snapshot) REFERENCES snapshot (n), 
	FOREIGN KEY(text) REFERENCES text (sha256)
);
INSERT INTO "reading" VALUES(1,'78d7d6c00c098aa372c269561799e5389e287a190a5b1370b7feca474e2456c3',1,1,'0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99','{"body":[[0,29]],"byline":[],"deck":null,"id":"page-1","language":"en","origin":null,"published":{"basis":"text","end":5,"start":0,"value":"2019-08-21T10:03:00+09:00"},"publisher":"The Paper","retrieved":null,"spans":{"byline":[],"captions":[],"deck":null,"title":null},"title":null,"updated":null,"url":"https://www.paper.example/a"}','2019-08-21','2019-08-21','text','[]');
INSERT INTO "reading" VALUES(2,'590b8d20c87dd0e473e74eb6687f5b68c980373b8282a0e51769cf78205239e3',2,2,'42a862995ab18cb8c38478ade74064e7f6a27b9095f401c63c25d897603b07cb','{"body":[[0,36]],"byline":[],"deck":null,"id":"page-1","language":"en","origin":null,"published":{"basis":"text","end":5,"start":0,"value":"2019-08-21T10:03:00+09:00"},"publisher":"Another","retrieved":null,"spans":{"byline":[],"captions":[],"deck":null,"title":null},"title":null,"updated":null,"url":null}','2019-08-21','2019-08-21','text','[]');
INSERT INTO "reading" VALUES(3,'95e85dc829fcbef54ef731f4d071dc0ab34410a173b6fdc7d6ef37dcf6765515',3,1,'0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99','{"body":[[0,29]],"byline":[],"deck":null,"id":"page-1","language":"en","origin":null,"published":{"basis":"text","end":5,"start":0,"value":"2019-08-21T10:03:00+09:00"},"publisher":"The Paper","retrieved":null,"spans":{"byline":[],"captions":[],"deck":null,"title":null},"title":null,"updated":null,"url":"https://www.paper.example/a"}','2019-08-21','2019-08-21','text','[]');
CREATE TABLE record (
	n INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	PRIMARY KEY (n), 
	FOREIGN KEY(run) REFERENCES run (n)
);
INSERT INTO "record" VALUES(1,1,'reading');
INSERT INTO "record" VALUES(2,2,'reading');
INSERT INTO "record" VALUES(3,3,'reading');
INSERT INTO "record" VALUES(4,4,'verdict');
INSERT INTO "record" VALUES(5,4,'verdict');
INSERT INTO "record" VALUES(6,5,'verdict');
CREATE TABLE run (
	n INTEGER NOT NULL, 
	reader TEXT NOT NULL, 
	recorded TEXT NOT NULL, 
	PRIMARY KEY (n)
);
INSERT INTO "run" VALUES(1,'test 1','2026-01-05T12:00:00+00:00');
INSERT INTO "run" VALUES(2,'test 1','2026-01-05T12:00:00+00:00');
INSERT INTO "run" VALUES(3,'test 2','2026-01-05T12:00:00+00:00');
INSERT INTO "run" VALUES(4,'desk 1','2026-01-05T12:00:00+00:00');
INSERT INTO "run" VALUES(5,'desk 1','2026-01-05T12:00:00+00:00');
CREATE TABLE snapshot (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	source INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	bytes BLOB, 
	retrieved TEXT, 
	PRIMARY KEY (n), 
	UNIQUE (id), 
	FOREIGN KEY(source) REFERENCES source (n)
);
INSERT INTO "snapshot" VALUES(1,'5b0f3f532e3da8ea4ba2bfa3899bc501',1,'page','0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99',X'789C0B4ECD2FCD51C84D2D5108C9CFAECC57C8CF53303250702C4D2F2D2ED1030098C009EB',NULL);
INSERT INTO "snapshot" VALUES(2,'7485421aead171b4224ab1828e23a753',2,'page','42a862995ab18cb8c38478ade74064e7f6a27b9095f401c63c25d897603b07cb',NULL,NULL);
CREATE TABLE source (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	url TEXT, 
	publisher TEXT, 
	language TEXT, 
	PRIMARY KEY (n), 
	UNIQUE (id)
);
INSERT INTO "source" VALUES(1,'source:4f75d3874e48dcb1','https://www.paper.example/a','The Paper','en');
INSERT INTO "source" VALUES(2,'source:c2de40acf94bae7c',NULL,'Another','en');
CREATE TABLE text (
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "text" VALUES('0698f67072cbbbc4b5f4f7b9c7e1c95fbfa2aeca82b28b15fde196a48e5e4c99','Seoul met Tokyo on 20 August.');
INSERT INTO "text" VALUES('42a862995ab18cb8c38478ade74064e7f6a27b9095f401c63c25d897603b07cb','Seoul met Tokyo on 20 August. Twice.');
CREATE TABLE verdict (
	n INTEGER NOT NULL, 
	record INTEGER NOT NULL, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	other TEXT, 
	field TEXT, 
	quote TEXT, 
	value TEXT, 
	undoes INTEGER, 
	reason TEXT NOT NULL, 
	person TEXT NOT NULL, 
	PRIMARY KEY (n), 
	UNIQUE (record), 
	FOREIGN KEY(record) REFERENCES record (n), 
	FOREIGN KEY(undoes) REFERENCES record (n)
);
INSERT INTO "verdict" VALUES(1,4,'correct','639ca76ea3e2bb5d',NULL,'when',NULL,'{"value": "2019-08-21"}',NULL,'the gazette','Kim');
INSERT INTO "verdict" VALUES(2,5,'same','639ca76ea3e2bb5d','c8bdf5ee26b7432b',NULL,NULL,NULL,NULL,'one meeting','Kim');
INSERT INTO "verdict" VALUES(3,6,'undo','639ca76ea3e2bb5d',NULL,NULL,NULL,NULL,4,'a slip','Kim');
CREATE TRIGGER meta_no_update BEFORE update ON meta
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER meta_no_delete BEFORE delete ON meta
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER run_no_update BEFORE update ON run
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER run_no_delete BEFORE delete ON run
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER source_no_update BEFORE update ON source
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER source_no_delete BEFORE delete ON source
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER text_no_update BEFORE update ON text
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER text_no_delete BEFORE delete ON text
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER record_no_update BEFORE update ON record
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER record_no_delete BEFORE delete ON record
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER snapshot_no_update BEFORE update ON snapshot
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER snapshot_no_delete BEFORE delete ON snapshot
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX reading_snapshot ON reading (snapshot);
CREATE TRIGGER reading_no_update BEFORE update ON reading
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER reading_no_delete BEFORE delete ON reading
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX verdict_subject ON verdict (subject);
CREATE TRIGGER verdict_no_update BEFORE update ON verdict
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER verdict_no_delete BEFORE delete ON verdict
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX assertion_reading ON assertion (reading);
CREATE INDEX assertion_key ON assertion ("key", reading);
CREATE TRIGGER assertion_no_update BEFORE update ON assertion
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER assertion_no_delete BEFORE delete ON assertion
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER field_no_update BEFORE update ON field
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER field_no_delete BEFORE delete ON field
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
COMMIT;
