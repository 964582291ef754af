package main

import (
	"fmt"

	"nabij/canvas/words"
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
	name := advice("bench_all", len(smoothed))
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
func printPool(w teller, r benchResult) {
	a, b := *r.Smoothed.Places, *r.Causal.Places
	fmt.Fprintf(w, "%-44s %9s %9s %12s %9s\n", w.Retell(r.Scene), w.Sayf("bench_smoothed"), w.Sayf("bench_wanted"), w.Sayf("bench_causal"), w.Sayf("bench_wanted"))
	line := func(what string, of func(score.Places) any, want aim) {
		fmt.Fprintf(w, "  %-42s %9s %9s %12s %9s\n", what, cell(of(a)), want.smoothed, cell(of(b)), want.causal)
	}
	// The causal median may be half as much again as the smoothed one.
	off := func(what words.ID, kinds []string, median, p95 string) {
		allowed := ""
		if m := a.OffCM(kinds...).Median; m != nil {
			allowed = fmt.Sprintf("≤ %.1f", 1.5**m)
		}
		line(w.Sayf("bench_off_median", w.Sayf(what)), func(p score.Places) any { return p.OffCM(kinds...).Median }, aim{median, allowed})
		line(w.Sayf("bench_off_p95", w.Sayf(what)), func(p score.Places) any { return p.OffCM(kinds...).P95 }, aim{p95, ""})
	}
	line(w.Sayf("bench_found"), func(p score.Places) any { return p.RecallPct }, aim{"≥ 98.5", "≥ 95"})
	line(w.Sayf("bench_too_many"), func(p score.Places) any { return p.FalsePer100 }, aim{"≤ 0.5", ""})
	line(w.Sayf("bench_names_less"), func(p score.Places) any { return p.NamesUsed - p.People }, sameNames)
	line(w.Sayf("bench_names_changed"), func(p score.Places) any { return p.Switches }, sameNames)
	off("bench_feet_seen", feetSeen, "≤ 5", "≤ 12")
	off("bench_low", settled, "≤ 10", "≤ 25")
	off("bench_feet_hidden", feetHidden, "≤ 12", "≤ 30")
	line(w.Sayf("bench_pair_off"), func(p score.Places) any { return p.PairErrorCM.Median }, aim{"≤ 7", ""})
	line(w.Sayf("bench_posture"), func(p score.Places) any { return p.PostureRight }, aim{"≥ 90", ""})
	line(w.Sayf("bench_height"), func(p score.Places) any { return p.HeightErrorCM }, aim{"≤ 8", ""})
	line(w.Sayf("bench_covers"), func(p score.Places) any { return p.CoversPct }, aim{w.Sayf("bench_88_to_99"), ""})
	line(w.Sayf("bench_zones"), func(p score.Places) any { return p.ZoneRightPct }, aim{"≥ 99", ""})
	fmt.Fprintln(w)
}
