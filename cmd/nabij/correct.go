package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nabij/vision/session"
)

func correct(ctx context.Context, c *call) (err error) {
	c.secret()
	swap := c.String("swap", "", "two names that were exchanged: A,B")
	from := c.Float64("from", -1, "from this time on, in seconds as in the export's time_s")
	to := c.Float64("to", -1, "until this time, in seconds (default: to the end)")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
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
	if err := c.checkNames(ctx, args[0], names); err != nil {
		return err
	}
	keys, err := c.keys(args[0])
	if err != nil {
		return err
	}
	additions, err := session.Add(args[0], keys, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, additions.Close()) }()
	end := time.Duration(-1)
	if c.Changed("to") {
		end = seconds(*to)
	}
	if err := additions.Swap(names[0], names[1], seconds(*from), end); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%s and %s are exchanged; what was recorded stays beneath it.\n", names[0], names[1])
	return nil
}

// longestSeconds bounds times that are typed: a year.
const longestSeconds = 366 * 24 * 3600

func seconds(s float64) time.Duration { return time.Duration(s*float64(time.Second) + 0.5) }

// checkNames makes sure that the record knows the names.
func (c *call) checkNames(ctx context.Context, path string, names []string) (err error) {
	record, err := c.openRecord(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, record.Close()) }()
	known := map[string]bool{}
	for s, err := range scenesOf(ctx, record) {
		if err != nil {
			return err
		}
		for _, p := range s.People {
			known[p.Name] = true
		}
	}
	for _, name := range names {
		if !known[name] {
			return hinted{fmt.Errorf("record %q: nobody is called %q", path, name),
				"its names: " + strings.Join(slices.Sorted(maps.Keys(known)), ", ")}
		}
	}
	return nil
}
