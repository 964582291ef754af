package export

import (
	"encoding/csv"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"nabij/vision/scene"
)

// Columns are the columns of a track, without the clock.
var Columns = []string{"frame", "time_s", "person", "x_m", "y_m", "var_xx_m2", "var_xy_m2", "var_yy_m2", "height_m",
	"posture", "feet_seen", "left_px", "top_px", "width_px", "height_px", "zones"}

// Options say what a track file holds.
type Options struct {
	Clock bool // a last column with the wall clock
}

// Track writes the rows of a track as scenes come. Close it to write what is
// left; a failure of the writer below is told by Write or Close.
type Track struct {
	out  *csv.Writer
	opts Options
	row  []string
}

// NewTrack writes the header of a track CSV to w.
func NewTrack(w io.Writer, opts Options) (*Track, error) {
	t := &Track{out: csv.NewWriter(w), opts: opts}
	columns := Columns
	if opts.Clock {
		columns = append(slices.Clip(columns), "clock")
	}
	return t, t.out.Write(columns)
}

// Write writes one row for each person of a scene.
func (t *Track) Write(s scene.Scene) error {
	for i := range s.People {
		if err := t.out.Write(t.person(&s, &s.People[i])); err != nil {
			return err
		}
	}
	return nil
}

func (t *Track) person(s *scene.Scene, p *scene.Person) []string {
	row := append(t.row[:0], strconv.Itoa(s.Frame), seconds(s.At), text(p.Name),
		number(p.Place.At.X), number(p.Place.At.Y),
		number(p.Place.Cov.XX), number(p.Place.Cov.XY), number(p.Place.Cov.YY),
		number(known(p.HeightM)), string(p.Posture), number(p.FeetSeen))
	if p.Box.Width == 0 && p.Box.Height == 0 {
		row = append(row, "", "", "", "")
	} else {
		row = append(row, number(p.Box.Left), number(p.Box.Top), number(p.Box.Width), number(p.Box.Height))
	}
	row = append(row, text(strings.Join(p.Zones, ";")))
	if t.opts.Clock {
		row = append(row, clock(s.Clock))
	}
	t.row = row
	return row
}

// known turns the 0 of an unknown height into what number leaves empty.
func known(v float64) float64 {
	if v == 0 {
		return math.NaN()
	}
	return v
}

// Close writes what is left. It does not close the writer below.
func (t *Track) Close() error {
	t.out.Flush()
	return t.out.Error()
}

// WriteTrackCSV writes the track of many scenes. It ends at the first error,
// theirs or the writer's.
func WriteTrackCSV(w io.Writer, scenes iter.Seq2[scene.Scene, error], opts Options) error {
	t, err := NewTrack(w, opts)
	if err != nil {
		return err
	}
	return each(scenes, t)
}

// sink is any of the writers of scenes.
type sink interface {
	Write(scene.Scene) error
	Close() error
}

// each writes all scenes.
func each(scenes iter.Seq2[scene.Scene, error], to sink) error {
	for s, err := range scenes {
		if err == nil {
			err = to.Write(s)
		}
		if err != nil {
			return err
		}
	}
	return to.Close()
}
