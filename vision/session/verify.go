package session

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"nabij/vision/floor"
)

// Report is what verifying a record found. It cannot know whether the record
// was put back to an older state, or its end cut off: only the seal on paper
// shows that.
type Report struct {
	ID          ID            `json:"id"`
	Entries     int           `json:"entries"`
	Scenes      int           `json:"scenes"`
	Moments     int           `json:"moments"`
	Corrections int           `json:"corrections"`
	Gaps        int           `json:"gaps"`
	First       time.Duration `json:"first_ns"`
	Last        time.Duration `json:"last_ns"`
	// Ended tells whether the recording ended in good order; if not, it was
	// cut off by a crash, and up to a second before that may be missing.
	Ended bool `json:"ended"`
	// Seal is the beginning of the last hash, as printed on paper.
	Seal string `json:"seal"`
	// Problems says what is damaged or altered; empty where nothing is.
	Problems []string `json:"problems"`
	// Pictures says what might be a picture; empty where none was found.
	Pictures []string `json:"pictures"`

	seals []string // after each entry
}

// Since returns how many entries were added after the one of a seal, such as
// one that was printed; false where the record never had that seal: then what
// the paper is about was cut off or rewritten. Spaces and case do not count.
func (r *Report) Since(seal string) (added int, found bool) {
	want := bare(seal)
	for i, s := range r.seals {
		if bare(s) == want {
			return len(r.seals) - 1 - i, true
		}
	}
	return 0, false
}

func bare(seal string) string { return strings.ToLower(strings.Join(strings.Fields(seal), "")) }

// Whole reports whether nothing is damaged, altered or out of place.
func (r *Report) Whole() bool { return len(r.Problems) == 0 && len(r.Pictures) == 0 }

// Verify reads every byte of the record at path: its hashes, whether all of
// it is in the format, and whether a picture hides in it. The error says why
// it could not be looked at, as for [Open].
func Verify(path string, keys *Keys) (*Report, error) {
	r, err := Open(path, keys)
	if err != nil {
		return nil, err
	}
	report, err := r.Verify()
	return report, errors.Join(err, r.Close())
}

// Verify is the function of that name for a record that is open.
func (r *Record) Verify() (*Report, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.db == nil {
		return nil, r.damage
	}
	v := &Report{ID: r.id, First: r.first, Last: r.final}
	if r.damage != nil {
		v.problem("%v", r.damage)
	} else {
		r.verifySchema(v)
	}
	last, known := r.db.lastSeq()
	missing := int64(-1) // the first of a run of entries that are missing
	seq := int64(0)
	for ; known && seq <= last || !known && seq < int64(len(r.saved())); seq++ {
		e, err := r.from.at(seq)
		if e == nil || err != nil {
			if missing < 0 {
				missing = seq
			}
			continue
		}
		v.missing(missing, seq)
		missing = -1
		v.entry(e)
	}
	v.missing(missing, seq)
	return v, nil
}

// missing adds a run of entries that are missing or altered, up to one that is
// not; nothing where first is negative.
func (v *Report) missing(first, end int64) {
	switch {
	case first < 0:
	case end-first == 1:
		v.problem("entry %d is missing or altered", first)
	default:
		v.problem("entries %d to %d are missing or altered", first, end-1)
	}
}

// saved returns what was saved of a damaged record.
func (r *Record) saved() rescued {
	saved, _ := r.from.(rescued)
	return saved
}

// problem adds a finding; of very many, the first say enough.
func (v *Report) problem(format string, args ...any) {
	if len(v.Problems) < 20 {
		v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
	}
}

// verifySchema finds tables, columns and pages that the format does not have.
func (r *Record) verifySchema(v *Report) {
	var found []string
	for _, q := range []string{"SELECT sql FROM sqlite_schema", "PRAGMA integrity_check(5)", "PRAGMA freelist_count"} {
		rows, err := r.db.column(q)
		if err != nil {
			v.problem("%s: %v", q, explain(err))
			return
		}
		found = append(found, strings.Join(rows, ";\n")+";")
	}
	if strings.TrimSpace(found[0]) != strings.TrimSpace(schema) {
		v.problem("its tables are not those of a record")
	}
	if found[1] != "ok;" {
		v.problem("database: %s", found[1])
	}
	if found[2] != "0;" {
		v.problem("unused pages: %s", found[2])
	}
}

// column returns the first column of a query as text.
func (d *database) column(query string) (rows []string, err error) {
	stmt, _, err := d.conn.Prepare(query)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	for stmt.Step() {
		rows = append(rows, stmt.ColumnText(0))
	}
	return rows, stmt.Err()
}

// entry looks at one genuine entry.
func (v *Report) entry(e *entry) {
	v.Entries++
	v.Ended = e.kind == entryEnd || v.Ended && e.kind != entryScenes
	v.Seal = seal4(e.mac)
	v.seals = append(v.seals, v.Seal)
	if err := v.content(e); err != nil {
		v.problem("entry %d: %v", e.seq, err)
	}
}

// content decodes an entry strictly, and so accounts for each of its bytes.
func (v *Report) content(e *entry) error {
	if hit := picture(e); hit != "" {
		v.Pictures = append(v.Pictures, fmt.Sprintf("entry %d: %s", e.seq, hit))
	}
	switch e.kind {
	case entryScenes:
		scenes, err := readBlock(e.data)
		v.Scenes += len(scenes)
		return err
	case entryHeader:
		return unmarshalText(e.data, &Header{})
	case entryMoment:
		v.Moments++
		return unmarshalText(e.data, &keptMoment{})
	case entryRoom:
		return unmarshalText(e.data, &floor.Room{})
	case entryGap:
		v.Gaps++
		return unmarshalText(e.data, &Gap{})
	case entryCorrection:
		v.Corrections++
		return unmarshalText(e.data, &Correction{})
	case entryAbout:
		return unmarshalText(e.data, &About{})
	case entryEnd:
		return unmarshalText(e.data, &ending{})
	}
	return fmt.Errorf("a kind of entry that the format does not have: %d", e.kind)
}

// The first bytes of pictures, as they are and in the base64 of JSON. Short
// ones would be found by chance in numbers, so that a block is searched in its
// words alone.
var (
	pictureBytes = [][]byte{{0xff, 0xd8, 0xff}, []byte("\x89PNG"), []byte("GIF87a"), []byte("GIF89a"), []byte("WEBPVP8"), []byte("ftypavif"), []byte("ftypheic")}
	pictureText  = [][]byte{[]byte("/9j/"), []byte("iVBORw0KGgo"), []byte("R0lGOD"), []byte("UklGR"), []byte("data:image")}
)

// picture returns what in an entry looks like one.
func picture(e *entry) string {
	marks, text := pictureText, e.data
	if e.kind == entryScenes {
		r := &blockReader{body: e.data}
		marks, text = pictureBytes, r.part()
	}
	for _, mark := range marks {
		if bytes.Contains(text, mark) {
			return fmt.Sprintf("%q begins a picture", mark)
		}
	}
	return ""
}

// seal4 is a hash as people compare it on paper: sixteen digits in fours.
func seal4(mac []byte) string {
	digits := hex.EncodeToString(mac[:8])
	return digits[:4] + " " + digits[4:8] + " " + digits[8:12] + " " + digits[12:]
}

// Seal returns the beginning of the last hash, for paper: a record that was
// cut or rewritten later has another one.
func (r *Record) Seal() (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.db == nil {
		return "", r.damage
	}
	last, err := one(r.db.query("1 ORDER BY e.seq DESC LIMIT 1"))
	if err != nil || last == nil {
		return "", fmt.Errorf("record %q: %w", r.path, explain(errors.Join(err, r.damage)))
	}
	return seal4(last.mac), nil
}
