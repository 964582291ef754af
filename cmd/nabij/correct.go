package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"nabij/vision/scene"
	"nabij/vision/session"
)

func correct(ctx context.Context, c *call) (err error) {
	c.secret()
	swap := c.String("swap", "", "two names that were exchanged: A,B")
	from := c.Float64("from", -1, "from this time on, in seconds as in the export's time_s")
	to := c.Float64("to", -1, "until this time, in seconds (default: to the end)")
	moment := c.Float64("moment", -1, "the moment nearest to this time, in seconds as in the export of moments")
	word := c.String("word", "", "what was said at it")
	move := c.Float64("move", -1, "put it at this time, in seconds")
	remove := c.Bool("remove", false, "leave it out from now on")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if c.Changed("moment") {
		edit := momentEdit{at: *moment, remove: *remove}
		if c.Changed("word") {
			edit.word = word
		}
		if c.Changed("move") {
			edit.move = move
		}
		return c.correctMoment(args[0], edit)
	}
	names := strings.Split(*swap, ",")
	switch {
	case len(names) != 2 || names[0] == "" || names[1] == "" || names[0] == names[1]:
		return wrongUse{"--swap needs two names: --swap A,B"}
	case !(*from >= 0 && *from < longestSeconds):
		return wrongUse{"--from needs a time in seconds"}
	case c.Changed("to") && !(*to >= *from && *to < longestSeconds):
		return wrongUse{"--to needs a time in seconds, not before --from"}
	}
	end := time.Duration(-1)
	if c.Changed("to") {
		end = seconds(*to)
	}
	err = c.additions(args[0], func(a *session.Additions) error { return a.Swap(names[0], names[1], seconds(*from), end) })
	if err == nil {
		fmt.Fprintf(c.stdout, "%s and %s are exchanged; what was recorded stays beneath it.\n", names[0], names[1])
	}
	return err
}

// momentEdit is what is to be put right about a moment.
type momentEdit struct {
	at     float64  // s
	word   *string  // nil: as it is
	move   *float64 // s; nil: as it is
	remove bool
}

// momentReach is how far off the time of a moment may be given.
const momentReach = 40 * time.Millisecond

// correctMoment puts a moment right by an addition.
func (c *call) correctMoment(path string, edit momentEdit) (err error) {
	if !edit.remove && edit.word == nil && edit.move == nil {
		return wrongUse{"--moment needs --word, --move or --remove"}
	}
	if edit.move != nil && !(*edit.move >= 0 && *edit.move < longestSeconds) {
		return wrongUse{"--move needs a time in seconds"}
	}
	record, err := c.openRecord(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, record.Close()) }()
	moments, err := record.Moments()
	if err != nil {
		return err
	}
	var times []string
	var nearest *scene.Moment
	off := func(m *scene.Moment) time.Duration { return (m.At - seconds(edit.at)).Abs() }
	for i := range moments {
		m := &moments[i]
		times = append(times, strconv.FormatFloat(m.At.Seconds(), 'f', -1, 64))
		if off(m) <= momentReach && (nearest == nil || off(m) < off(nearest)) {
			nearest = m
		}
	}
	if nearest != nil {
		if err := record.Change("", func(a *session.Additions) error { return edit.apply(a, *nearest) }); err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "Added to %s; what was there stays as it is.\n", path)
		return nil
	}
	return hinted{fmt.Errorf("record %q: no moment at %v s", path, edit.at), "its moments are at: " + strings.Join(times, ", ")}
}

func (e momentEdit) apply(a *session.Additions, m scene.Moment) error {
	if e.remove {
		return a.RemoveMoment(m)
	}
	if e.word != nil {
		m.Word = *e.word
	}
	if e.move != nil {
		m.Clock = m.Clock.Add(seconds(*e.move) - m.At)
		m.At = seconds(*e.move)
	}
	return a.EditMoment(m)
}

// longestSeconds bounds times that are typed: a year.
const longestSeconds = 366 * 24 * 3600

func seconds(s float64) time.Duration { return time.Duration(s*float64(time.Second) + 0.5) }
