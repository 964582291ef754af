package main

import (
	"fmt"
	"io"

	"nabij/vision/score"
)

// poolBench takes all scenes with places together, as one more result; false
// where fewer than two have any.
func poolBench(results []benchResult) (benchResult, bool) {
	var smoothed, causal []score.Places
	for _, r := range results {
		if a, b := r.Smoothed.Places, r.Causal.Places; a != nil && b != nil {
			smoothed, causal = append(smoothed, *a), append(causal, *b)
		}
	}
	if len(smoothed) < 2 {
		return benchResult{}, false
	}
	a, b := score.Pool(smoothed), score.Pool(causal)
	name := fmt.Sprintf("all %d scenes", len(smoothed))
	return benchResult{Scene: name, Smoothed: benchPath{Places: &a}, Causal: benchPath{Places: &b}}, true
}

// aim is what is wanted of a figure: of the smoothed path, and of the causal one
// where that is held to less. Without a wish it is empty.
type aim struct{ smoothed, causal string }

// sameNames is what is wanted of names, which nothing may change.
var sameNames = aim{"0", "0"}

// Kinds of rows, by the words of [score.Places].
var (
	feetSeen   = []string{"upright, feet seen"}
	feetHidden = []string{"upright, feet hidden"}
	settled    = []string{"chair", "low"}
)

// printPool prints the figures that the program is held to, beside what is wanted.
func printPool(w io.Writer, r benchResult) {
	a, b := *r.Smoothed.Places, *r.Causal.Places
	fmt.Fprintf(w, "%-44s %9s %9s %12s %9s\n", r.Scene, "smoothed", "wanted", "causal", "wanted")
	line := func(what string, of func(score.Places) any, want aim) {
		fmt.Fprintf(w, "  %-42s %9s %9s %12s %9s\n", what, cell(of(a)), want.smoothed, cell(of(b)), want.causal)
	}
	// The causal median may be half as much again as the smoothed one.
	off := func(what string, kinds []string, median, p95 string) {
		allowed := ""
		if m := a.OffCM(kinds...).Median; m != nil {
			allowed = fmt.Sprintf("≤ %.1f", 1.5**m)
		}
		line("off, "+what+", median, cm", func(p score.Places) any { return p.OffCM(kinds...).Median }, aim{median, allowed})
		line("off, "+what+", 95 %, cm", func(p score.Places) any { return p.OffCM(kinds...).P95 }, aim{p95, ""})
	}
	line("found within 0.5 m, %", func(p score.Places) any { return p.RecallPct }, aim{"≥ 98.5", "≥ 95"})
	line("persons too many in 100 frames", func(p score.Places) any { return p.FalsePer100 }, aim{"≤ 0.5", ""})
	line("names used less people", func(p score.Places) any { return p.NamesUsed - p.People }, sameNames)
	line("names changed", func(p score.Places) any { return p.Switches }, sameNames)
	off("upright, feet seen", feetSeen, "≤ 5", "≤ 12")
	off("sitting, low", settled, "≤ 10", "≤ 25")
	off("upright, feet hidden", feetHidden, "≤ 12", "≤ 30")
	line("distance of two off, median, cm", func(p score.Places) any { return p.PairErrorCM.Median }, aim{"≤ 7", ""})
	line("posture right, %", func(p score.Places) any { return p.PostureRight }, aim{"≥ 90", ""})
	line("height off, median, cm", func(p score.Places) any { return p.HeightErrorCM }, aim{"≤ 8", ""})
	line("within the 95 % ellipse, %", func(p score.Places) any { return p.CoversPct }, aim{"88 to 99", ""})
	line("in or out of a zone right, %", func(p score.Places) any { return p.ZoneRightPct }, aim{"≥ 99", ""})
	fmt.Fprintln(w)
}
