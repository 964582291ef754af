package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"nabij/canvas/words"
	"nabij/vision/session"
)

func verify(ctx context.Context, c *call) (err error) {
	c.secret()
	asJSON := c.Bool("json", false, "the same facts for programs")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	record, err := c.openRecord(args[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, record.Close()) }()
	report, err := record.Verify()
	if err != nil {
		return err
	}
	if *asJSON {
		encoder := json.NewEncoder(c.stdout)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(report); err != nil {
			return err
		}
	}
	if !report.Whole() {
		found := append(append([]string{}, report.Problems...), report.Pictures...)
		return hinted{fmt.Errorf("record %q: not whole: %s", args[0], strings.Join(found, "; ")),
			"take the copy from your latest backup; what is whole can still be replayed and exported"}
	}
	if !*asJSON {
		describeReport(c.stdout, args[0], report)
	}
	return nil
}

// describeReport says what was found of a whole record, and what nobody can
// find out from the file alone.
func describeReport(w io.Writer, path string, r *session.Report) {
	clock := words.For(words.English).Clock(r.Last - r.First)
	fmt.Fprintf(w, "%s is whole and unaltered; no picture found: %s in %s, %s, %s.\n", path,
		count(r.Scenes, "scene", "scenes"), clock, count(r.Moments, "moment", "moments"), count(r.Corrections, "correction", "corrections"))
	if !r.Ended {
		fmt.Fprintln(w, "Its recording was cut off by a crash: up to a second may be missing at its end.")
	}
	fmt.Fprintf(w, "Its seal is %s. Only a seal on paper can tell whether the end was cut off later.\n", r.Seal)
}
