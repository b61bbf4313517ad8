"""The ledger as files for other programs: tables (CSV, XLSX, Parquet) and FollowTheMoney entities."""
