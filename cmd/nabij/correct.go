package main

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"nabij/vision/scene"
	"nabij/vision/session"
)

func correct(ctx context.Context, c *call) (err error) {
	c.secret()
	swap := c.String("swap", "", "flag_swap")
	from := c.Float64("from", -1, "flag_from_time")
	to := c.Float64("to", -1, "flag_to_time")
	moment := c.Float64("moment", -1, "flag_moment")
	word := c.String("word", "", "flag_word")
	move := c.Float64("move", -1, "flag_move")
	remove := c.Bool("remove", false, "flag_remove")
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
		return misused("use_swap")
	case !(*from >= 0 && *from < longestSeconds):
		return misused("use_from")
	case c.Changed("to") && !(*to >= *from && *to < longestSeconds):
		return misused("use_to")
	}
	end := time.Duration(-1)
	if c.Changed("to") {
		end = seconds(*to)
	}
	err = c.additions(args[0], func(a *session.Additions) error { return a.Swap(names[0], names[1], seconds(*from), end) })
	if err == nil {
		c.tell("say_exchanged", names[0], names[1])
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
		return misused("use_moment")
	}
	if edit.move != nil && !(*edit.move >= 0 && *edit.move < longestSeconds) {
		return misused("use_move")
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
		c.tell("say_added", path)
		return nil
	}
	if len(times) == 0 {
		return hinted{fail("fail_no_moment", path, edit.at), advice("hint_no_moments")}
	}
	return hinted{fail("fail_no_moment", path, edit.at), advice("hint_moments", strings.Join(times, ", "))}
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
