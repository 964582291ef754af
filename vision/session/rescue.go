package session

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"lukechampine.com/adiantum"
)

// source is where a record's entries come from: its database, or what could
// be saved of a damaged one.
type source interface {
	// at returns the entry of that number; nil where there is none.
	at(seq int64) (*entry, error)
	// blockAt returns the last block that begins at or before t; strictly
	// says before. Nil where there is none.
	blockAt(t time.Duration, strictly bool) (*entry, error)
	// blockAfter returns the first block with a number above seq; nil at the
	// end.
	blockAfter(seq int64) (*entry, error)
	// ofKind returns all entries of a kind, by time.
	ofKind(kind entryKind) ([]entry, error)
	// starts returns the times at which the blocks begin, in order.
	starts() ([]time.Duration, error)
}

// at implements source.
func (d *database) at(seq int64) (*entry, error) { return one(d.query("e.seq = ?", seq)) }

// blockAt implements source.
func (d *database) blockAt(t time.Duration, strictly bool) (*entry, error) {
	if strictly {
		if t == math.MinInt64 { // nothing is before the beginning of time
			return nil, nil
		}
		t--
	}
	return one(d.query("e.kind = 1 AND e.start <= ? ORDER BY e.start DESC, e.seq DESC LIMIT 1", int64(t)))
}

// blockAfter implements source. It goes by number, not by the index of kinds.
func (d *database) blockAfter(seq int64) (*entry, error) {
	return one(d.query("+e.kind = 1 AND e.seq > ? ORDER BY e.seq LIMIT 1", seq))
}

// ofKind implements source.
func (d *database) ofKind(kind entryKind) ([]entry, error) {
	return d.query("e.kind = ? ORDER BY e.start, e.seq", int64(kind))
}

// starts implements source. The index alone answers it.
func (d *database) starts() (starts []time.Duration, err error) {
	stmt, _, err := d.conn.Prepare("SELECT start FROM entry WHERE kind = 1 ORDER BY start")
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	for stmt.Step() {
		starts = append(starts, time.Duration(stmt.ColumnInt64(0)))
	}
	return starts, stmt.Err()
}

func one(entries []entry, err error) (*entry, error) {
	if len(entries) == 0 {
		return nil, err
	}
	return &entries[0], err
}

// rescued are the genuine entries of a damaged database, by number.
type rescued []entry

// patience is how many entries in a row may be unreadable, where the number
// of the last one is unknown too, before the rest is given up.
const patience = 500

// rescue reads every entry that is still as it was written. It tolerates a
// file that is shorter than it says.
func (d *database) rescue() (rescued, error) {
	if err := d.conn.Exec("PRAGMA writable_schema=on"); err != nil {
		return nil, err
	}
	last, known := d.lastSeq()
	var found rescued
	for seq, missed := int64(0), 0; known && seq <= last || !known && missed < patience; seq++ {
		e, err := d.at(seq)
		if e == nil || err != nil {
			missed++
			continue
		}
		found, missed = append(found, *e), 0
	}
	return found, nil
}

func (d *database) lastSeq() (last int64, known bool) {
	stmt, _, err := d.conn.Prepare("SELECT max(seq) FROM entry")
	if err != nil {
		return 0, false
	}
	defer stmt.Close()
	known = stmt.Step()
	return stmt.ColumnInt64(0), known
}

// at implements source.
func (r rescued) at(seq int64) (*entry, error) {
	for i := range r {
		if r[i].seq == seq {
			return &r[i], nil
		}
	}
	return nil, nil
}

// blockAt implements source.
func (r rescued) blockAt(t time.Duration, strictly bool) (found *entry, err error) {
	for i := range r {
		if e := &r[i]; e.kind == entryScenes && (e.from < t || e.from == t && !strictly) {
			found = e
		}
	}
	return found, nil
}

// blockAfter implements source.
func (r rescued) blockAfter(seq int64) (*entry, error) {
	for i := range r {
		if r[i].seq > seq && r[i].kind == entryScenes {
			return &r[i], nil
		}
	}
	return nil, nil
}

// ofKind implements source.
func (r rescued) ofKind(kind entryKind) (found []entry, err error) {
	for _, e := range r {
		if e.kind == kind {
			found = append(found, e)
		}
	}
	return found, nil
}

// starts implements source.
func (r rescued) starts() (starts []time.Duration, err error) {
	for i := range r {
		if r[i].kind == entryScenes {
			starts = append(starts, r[i].from)
		}
	}
	return starts, nil
}

// scenes counts the scenes that were saved, and returns the last one's time.
func (r rescued) scenes() (count int, clock time.Time) {
	for i := range r {
		if r[i].kind != entryScenes {
			continue
		}
		scenes, _ := readBlock(r[i].data)
		count += len(scenes)
		if len(scenes) > 0 {
			clock = scenes[len(scenes)-1].Clock
		}
	}
	return count, clock
}

// told says what is left of the record at path.
func (r rescued) told(path string, key Key) error {
	count, clock := r.scenes()
	if shorter(path, key) {
		return fmt.Errorf("%w after %d scenes (%s)", ErrTruncated, count, clock.Format(time.TimeOnly))
	}
	return fmt.Errorf("%w: %d scenes can be read", ErrDamaged, count)
}

// shorter reports whether the file at path has fewer pages than its first
// page says.
func shorter(path string, key Key) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	page := make([]byte, pageBytes)
	if _, readErr := file.ReadAt(page, prefixSize); errors.Join(err, readErr) != nil {
		return true
	}
	adiantum.New(key.derive(usePages)).Decrypt(page, make([]byte, 8))
	pages := int64(binary.BigEndian.Uint32(page[28:]))
	return bytes.HasPrefix(page, []byte("SQLite format 3")) && info.Size() < prefixSize+pages*pageBytes
}
