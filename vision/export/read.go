package export

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/vision/scene"
)

// badTrack is an error in a track file that its owner can put right.
type badTrack struct {
	line   int
	column string // empty: the line as a whole
	cause  error
}

func (e *badTrack) Error() string {
	if e.column == "" {
		return fmt.Sprintf("line %d: %v", e.line, e.cause)
	}
	return fmt.Sprintf("line %d: %s: %v", e.line, e.column, e.cause)
}

func (e *badTrack) Unwrap() error { return e.cause }

// Hint says what to do about it.
func (e *badTrack) Hint() string {
	return "a track has the columns that nabij export --csv writes; the line counts from 1, the header included"
}

// ReadTrackCSV gives the scenes of a track file, with or without the clock,
// one at a time. An error names line and column and is the last thing given.
// Pairs, borders and notices are not in a track and stay empty.
func ReadTrackCSV(r io.Reader) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		t := &trackReader{in: csv.NewReader(r)}
		t.in.ReuseRecord = true
		err := t.header()
		for err == nil {
			var whole *scene.Scene
			if whole, err = t.row(); whole != nil && !yield(*whole, nil) {
				return
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(scene.Scene{}, err)
		} else if len(t.scene.People) > 0 {
			yield(t.scene, nil)
		}
	}
}

type trackReader struct {
	in    *csv.Reader
	clock bool
	cells []string
	scene scene.Scene // under way
	err   error       // of a cell of this row
}

func (t *trackReader) fail(column, format string, args ...any) {
	if t.err == nil {
		line, _ := t.in.FieldPos(0)
		t.err = &badTrack{line, column, fmt.Errorf(format, args...)}
	}
}

func (t *trackReader) header() error {
	columns, err := t.next()
	if errors.Is(err, io.EOF) {
		return &badTrack{1, "", errors.New("the file is empty")}
	}
	if err != nil {
		return err
	}
	columns[0] = strings.TrimPrefix(columns[0], "\ufeff") // spreadsheets put it there
	t.clock = len(columns) == len(Columns)+1 && columns[len(Columns)] == "clock"
	if t.clock {
		columns = columns[:len(Columns)]
	}
	if !slices.Equal(columns, Columns) {
		return &badTrack{1, "", fmt.Errorf("columns %q, want %q", strings.Join(columns, ","), strings.Join(Columns, ","))}
	}
	return nil
}

// next reads a row of cells, and names the line where it cannot.
func (t *trackReader) next() ([]string, error) {
	cells, err := t.in.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		err = &badTrack{bad.Line, "", bad.Err}
	}
	return cells, err
}

// row reads one row. Where it begins a new frame, the one before is returned.
func (t *trackReader) row() (whole *scene.Scene, err error) {
	if t.cells, err = t.next(); err != nil {
		return nil, err
	}
	s := scene.Scene{Frame: t.frame(), At: t.seconds()}
	if t.clock {
		s.Clock = t.clockCell(len(Columns))
	}
	p := t.person()
	if t.err != nil {
		return nil, t.err
	}
	if len(t.scene.People) > 0 && t.scene.Frame != s.Frame {
		done := t.scene
		whole, t.scene = &done, scene.Scene{}
	}
	if err := t.join(s, p); err != nil {
		return nil, err
	}
	return whole, nil
}

// join adds a person to the scene under way.
func (t *trackReader) join(s scene.Scene, p scene.Person) error {
	if len(t.scene.People) == 0 {
		t.scene = s
	}
	switch {
	case t.scene.At != s.At:
		t.fail("time_s", "differs within frame %d", s.Frame)
	case !t.scene.Clock.Equal(s.Clock):
		t.fail("clock", "differs within frame %d", s.Frame)
	case t.scene.Find(p.Name) != nil:
		t.fail("person", "%q is twice in frame %d", p.Name, s.Frame)
	}
	t.scene.People = append(t.scene.People, p)
	return t.err
}

func (t *trackReader) frame() int {
	n, err := strconv.Atoi(t.cells[0])
	if err != nil || n < 1 {
		t.fail("frame", "%q is no whole number from 1", t.cells[0])
	} else if n < t.scene.Frame {
		t.fail("frame", "%d comes after %d", n, t.scene.Frame)
	}
	return n
}

// seconds reads a time exactly: as a decimal number, not by way of a float.
func (t *trackReader) seconds() time.Duration {
	cell := t.cells[1]
	if strings.Trim(cell, "-.0123456789") != "" || cell == "" {
		t.fail("time_s", "%q is no number of seconds", cell)
		return 0
	}
	at, err := time.ParseDuration(cell + "s")
	if err != nil {
		t.fail("time_s", "%q is no number of seconds", cell)
	} else if len(t.scene.People) > 0 && at < t.scene.At {
		t.fail("time_s", "%s comes after %s", cell, seconds(t.scene.At))
	}
	return at
}

func (t *trackReader) clockCell(i int) time.Time {
	if t.cells[i] == "" {
		return time.Time{}
	}
	at, err := time.Parse(clockLayout, t.cells[i])
	if err != nil {
		t.fail("clock", "%q is no time as in 2026-03-01T10:00:00.000+01:00", t.cells[i])
	}
	if _, offset := at.Zone(); offset != 0 {
		return at.In(time.FixedZone("", offset))
	}
	return at.UTC()
}

// number reads a finite number, or what stands for an empty cell.
func (t *trackReader) number(i int, empty float64) float64 {
	if t.cells[i] == "" {
		return empty
	}
	v, err := strconv.ParseFloat(t.cells[i], 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.fail(Columns[i], "%q is no number", t.cells[i])
	}
	return v
}

func (t *trackReader) person() (p scene.Person) {
	p.Name = untext(t.cells[2])
	if p.Name == "" {
		t.fail("person", "is empty")
	}
	unknown := math.NaN()
	p.Place.At.X, p.Place.At.Y = t.number(3, unknown), t.number(4, unknown)
	p.Place.Cov.XX, p.Place.Cov.XY, p.Place.Cov.YY = t.number(5, unknown), t.number(6, unknown), t.number(7, unknown)
	p.HeightM = t.number(8, 0)
	p.Posture = t.posture(t.cells[9])
	p.FeetSeen = t.number(10, unknown)
	if strings.Join(t.cells[11:15], "") != "" {
		p.Box.Left, p.Box.Top = t.number(11, unknown), t.number(12, unknown)
		p.Box.Width, p.Box.Height = t.number(13, unknown), t.number(14, unknown)
	}
	p.Seen = p.Box.Area() > 0
	if zones := untext(t.cells[15]); zones != "" {
		p.Zones = strings.Split(zones, ";")
	}
	return p
}

func (t *trackReader) posture(cell string) scene.Posture {
	switch p := scene.Posture(cell); p {
	case scene.Unknown, scene.Stand, scene.Walk, scene.SitChair, scene.SitFloor, scene.Crouch, scene.Curled, scene.Lying, "":
		return p
	}
	t.fail("posture", "%q is none of %s", cell, "stand walk sit_chair sit_floor crouch curled lying unknown")
	return ""
}
