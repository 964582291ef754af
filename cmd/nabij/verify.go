package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nabij/canvas/words"
	"nabij/vision/session"
)

func verify(ctx context.Context, c *call) (err error) {
	c.secret()
	asJSON := c.Bool("json", false, "flag_json")
	seal := c.String("seal", "", "flag_seal")
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
		return notWhole(args[0], report)
	}
	say := words.For(c.language())
	onPaper := ""
	if *seal != "" {
		if onPaper, err = sealed(say, args[0], *seal, report); err != nil {
			return err
		}
	}
	if *asJSON {
		return nil
	}
	for _, line := range verified(say, args[0], report) {
		fmt.Fprintln(c.stdout, line)
	}
	if onPaper != "" {
		fmt.Fprintln(c.stdout, onPaper)
	}
	return nil
}

// sealed says how a record stands to the seal on a printed report; the error,
// that it has nothing with that seal in it.
func sealed(say *words.Speaker, path, seal string, report *session.Report) (string, error) {
	added, found := report.Since(seal)
	switch {
	case !found:
		return "", hinted{fail("fail_seal", path, seal), advice("hint_seal")}
	case added == 0:
		return say.Say("verify_paper_same"), nil
	}
	return say.Say("verify_paper_added", "Count", added), nil
}

// notWhole says what is the matter with a record.
func notWhole(path string, report *session.Report) error {
	found := slices.Concat(report.Problems, report.Pictures)
	return hinted{fail("fail_not_whole", path, strings.Join(found, "; ")),
		advice("hint_not_whole")}
}

// verified says what was found of a whole record, and what nobody can find out
// from the file alone.
func verified(say *words.Speaker, path string, r *session.Report) []string {
	lines := []string{say.Say("verify_whole", "Path", path, "Length", say.Clock(r.Last-r.First), "Scenes", say.Say("count_scenes", "Count", r.Scenes),
		"Moments", say.Say("count_moments", "Count", r.Moments), "Corrections", say.Say("count_corrections", "Count", r.Corrections))}
	if !r.Ended {
		lines = append(lines, say.Say("verify_cut"))
	}
	return append(lines, say.Say("verify_seal", "Seal", r.Seal))
}
