"""Keeps the newest state of every posting in SQLite, each event once.

pip install confluent-kafka; python consumer.py
"""
import json
import os
import sqlite3

from confluent_kafka import Consumer

database = sqlite3.connect(os.environ.get("DATABASE", "postings.db"), isolation_level=None)
database.executescript("""
    CREATE TABLE IF NOT EXISTS posting (key TEXT PRIMARY KEY, title TEXT, salary TEXT, stack TEXT);
    CREATE TABLE IF NOT EXISTS mark (partition INTEGER PRIMARY KEY, marks TEXT)""")


def is_repeat(marks, headers):
    """Between topics delivery is at least once; a repeat only ever steps back in its raw partition."""
    raw, offset = headers["winnow-origin"].rsplit("/", 1)
    name = f"{headers.get('winnow-generation', 'live')}/{raw}"
    if int(offset) <= marks.get(name, -1):
        return True
    marks[name] = int(offset)
    return False


def keep(record):
    """The result and the mark change in one transaction, so a record that comes twice changes nothing."""
    headers = {name: value.decode() for name, value in record.headers() or []}
    stored = database.execute("SELECT marks FROM mark WHERE partition = ?", (record.partition(),))
    marks = json.loads((stored.fetchone() or ["{}"])[0])
    if is_repeat(marks, headers):
        return
    key, posting = record.key().decode(), json.loads(record.value() or b"null")
    with database:
        database.execute("BEGIN IMMEDIATE")
        if posting is None:  # a tombstone: the posting is gone
            database.execute("DELETE FROM posting WHERE key = ?", (key,))
        elif posting["schemaVersion"] == 1:
            names = ",".join(item["name"] for item in posting["stack"])
            row = (key, posting["title"], json.dumps(posting["annualSalary"]), names)
            database.execute("INSERT OR REPLACE INTO posting VALUES (?, ?, ?, ?)", row)
            print(json.dumps({"key": key, "title": posting["title"], "stack": names}), flush=True)
        mark = (record.partition(), json.dumps(marks))
        database.execute("INSERT OR REPLACE INTO mark VALUES (?, ?)", mark)


consumer = Consumer({
    "bootstrap.servers": os.environ.get("BROKERS", "localhost:9092"),
    "group.id": os.environ.get("GROUP", "example"),
    "auto.offset.reset": "earliest",
})
consumer.subscribe([os.environ.get("TOPIC", "postings.enriched.v1")])
try:
    while True:
        record = consumer.poll(1.0)
        if record is not None and record.error() is None:
            keep(record)
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
