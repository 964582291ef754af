package session

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
)

// schema is all that a record's database holds. Nothing in it is big enough
// for a picture that anybody would recognise, and verify reads every byte.
var schema = fmt.Sprintf(`
CREATE TABLE entry (
	seq   INTEGER PRIMARY KEY,
	kind  INTEGER NOT NULL,
	start INTEGER NOT NULL,
	stop  INTEGER NOT NULL,
	data  BLOB NOT NULL CHECK (length(data) <= %d),
	mac   BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
CREATE INDEX entry_kind ON entry (kind, start);
`, maxText)

// database is the encrypted SQLite file of one record.
type database struct {
	conn  *sqlite3.Conn
	root  []byte // the chain's beginning
	chain chain
	seq   int64 // of the last entry
}

// openDatabase opens the file at path through the given layer.
func openDatabase(path, layer string, id ID, key Key) (*database, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	uri := url.URL{Scheme: "file", Path: slashed(full), RawQuery: "vfs=" + layer + "&modeof=" + url.PathEscape(full)}
	conn, err := sqlite3.OpenFlags(uri.String(), sqlite3.OPEN_READWRITE|sqlite3.OPEN_URI)
	if err != nil {
		return nil, err
	}
	d := &database{conn: conn, chain: newChain(key, id), seq: -1}
	d.root = bytes.Clone(d.chain.last[:])
	err = conn.BusyTimeout(100 * time.Millisecond)
	for _, pragma := range []string{
		"hexkey='" + hex.EncodeToString(key.derive(usePages)) + "'",
		"locking_mode=exclusive", // no -shm file, and one writer
		"temp_store=memory",      // no plain temporary file
		"trusted_schema=off",
		"cell_size_check=on",
	} {
		if err == nil {
			err = conn.Exec("PRAGMA " + pragma)
		}
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return d, nil
}

// slashed returns a full path as the path of a file URI.
func slashed(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	return path
}

// begin makes the database ready for recording and writes the header.
func (d *database) begin(header []byte) error {
	err := d.conn.Exec("PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA wal_autocheckpoint=256;" + schema)
	if err != nil {
		return err
	}
	return d.add([]entry{{kind: entryHeader, data: header}})
}

// add appends entries in one transaction: all of them or none.
func (d *database) add(entries []entry) (err error) {
	tx, err := d.conn.BeginImmediate()
	if err != nil {
		return err
	}
	seq, last := d.seq, d.chain.last
	for i := range entries {
		if err = d.insert(&entries[i]); err != nil {
			break
		}
	}
	if err = errors.Join(err, ended(tx, err)); err != nil {
		d.seq, d.chain.last = seq, last
	}
	return err
}

// ended commits where all went well and rolls back otherwise.
func ended(tx sqlite3.Txn, err error) error {
	if err != nil {
		return tx.Rollback()
	}
	if err = tx.Commit(); err != nil {
		tx.Rollback() // a commit that failed leaves the transaction open
	}
	return err
}

func (d *database) insert(e *entry) error {
	stmt, _, err := d.conn.Prepare("INSERT INTO entry VALUES (?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	e.seq = d.seq + 1
	sum := d.chain.after(d.chain.last[:], e)
	e.mac = sum[:]
	err = errors.Join(
		stmt.BindInt64(1, e.seq), stmt.BindInt64(2, int64(e.kind)),
		stmt.BindInt64(3, int64(e.from)), stmt.BindInt64(4, int64(e.to)),
		stmt.BindBlob(5, e.data), stmt.BindBlob(6, e.mac), stmt.Exec())
	if err == nil {
		d.seq, d.chain.last = e.seq, sum
	}
	return err
}

// close ends the use of the database. With whole set, the journal is folded
// in first, so that one file is left.
func (d *database) close(whole bool) (err error) {
	if whole {
		err = d.conn.Exec("PRAGMA journal_mode=delete")
	}
	return errors.Join(err, d.conn.Close())
}

// query returns the entries that a condition finds, with their hashes
// checked. An entry whose hash is wrong comes with the error.
func (d *database) query(where string, args ...int64) ([]entry, error) {
	stmt, _, err := d.conn.Prepare(`SELECT e.seq, e.kind, e.start, e.stop, e.data, e.mac, p.mac
		FROM entry e LEFT JOIN entry p ON p.seq = e.seq-1 WHERE ` + where)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	for i, arg := range args {
		if err := stmt.BindInt64(i+1, arg); err != nil {
			return nil, err
		}
	}
	var found []entry
	for stmt.Step() {
		e := entry{
			seq: stmt.ColumnInt64(0), kind: entryKind(stmt.ColumnInt64(1)),
			from: time.Duration(stmt.ColumnInt64(2)), to: time.Duration(stmt.ColumnInt64(3)),
			data: stmt.ColumnBlob(4, nil), mac: stmt.ColumnBlob(5, nil),
		}
		found = append(found, e)
		if !d.genuine(&e, stmt.ColumnRawBlob(6)) {
			return found, fmt.Errorf("%w at entry %d", ErrDamaged, e.seq)
		}
	}
	return found, stmt.Err()
}

// genuine reports whether e is as it was written, after the entry of hash
// last.
func (d *database) genuine(e *entry, last []byte) bool {
	if e.seq == 0 {
		last = d.root
	}
	sum := d.chain.after(last, e)
	return bytes.Equal(sum[:], e.mac)
}
