package main

import (
	"cmp"
	"fmt"
	"maps"
	"nabij/canvas/words"
	"slices"
)

// printBench prints what was measured on one scene, both paths side by side.
func printBench(w teller, r benchResult) {
	fmt.Fprintf(w, "%-40s %10s %10s\n", r.Scene, w.Sayf("bench_smoothed"), w.Sayf("bench_causal"))
	row := func(what string, a, b any) { fmt.Fprintf(w, "  %-38s %10s %10s\n", what, cell(a), cell(b)) }
	line := func(what words.ID, a, b any) { row(w.Sayf(what), a, b) }
	if a, b := r.Smoothed.Places, r.Causal.Places; a != nil && b != nil {
		line("bench_found", a.RecallPct, b.RecallPct)
		line("bench_too_many", a.FalsePer100, b.FalsePer100)
		row(w.Sayf("bench_names_used", a.People), a.NamesUsed, b.NamesUsed)
		line("bench_names_changed", a.Switches, b.Switches)
		line("bench_idf1", a.IDF1Pct, b.IDF1Pct)
		for _, kind := range slices.Sorted(maps.Keys(b.ErrorCM)) {
			row(w.Sayf("bench_off_median", w.Retell(kind)), a.ErrorCM[kind].Median, b.ErrorCM[kind].Median)
			row(w.Sayf("bench_off_p95", w.Retell(kind)), a.ErrorCM[kind].P95, b.ErrorCM[kind].P95)
		}
		line("bench_pair_off", a.PairErrorCM.Median, b.PairErrorCM.Median)
		line("bench_covers", a.CoversPct, b.CoversPct)
		line("bench_zones", a.ZoneRightPct, b.ZoneRightPct)
		line("bench_posture", a.PostureRight, b.PostureRight)
		line("bench_height", a.HeightErrorCM, b.HeightErrorCM)
	}
	if a, b := r.Smoothed.Boxes, r.Causal.Boxes; a != nil && b != nil {
		line("bench_mota", a.MOTAPct, b.MOTAPct)
		line("bench_box_idf1", a.IDF1Pct, b.IDF1Pct)
		line("bench_hota", a.HOTAPct, b.HOTAPct)
		line("bench_names_changed_boxes", a.Switches, b.Switches)
	}
	if a, b := r.Smoothed.Presence, r.Causal.Presence; a != nil && b != nil {
		line("bench_present", a.PresentPct, b.PresentPct)
		line("bench_several", a.SeveralPct, b.SeveralPct)
		line("bench_names", a.Names, b.Names)
	}
	printSpeed(w, r.Speed)
}

func printSpeed(w teller, s benchSpeed) {
	row := "    %-36s %10.3f %8.2f %8.2f %8.2f\n"
	fmt.Fprintf(w, "  %-38s %10s %8s %8s %8s\n", w.Sayf("bench_frame_takes"), w.Sayf("bench_per_pass"), "p50 ms", "p95 ms", "p99 ms")
	stages := slices.SortedFunc(maps.Keys(s.StageMS), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.StageMS[b].Ratio, s.StageMS[a].Ratio), cmp.Compare(a, b))
	})
	for _, stage := range stages {
		d := s.StageMS[stage]
		fmt.Fprintf(w, row, stage, d.Ratio, d.P50, d.P95, d.P99)
	}
	fmt.Fprintf(w, "    %-36s %10.3f\n", w.Sayf("bench_rest"), s.Rest)
	fmt.Fprintf(w, "    %-36s %10.3f\n", w.Sayf("bench_everything"), s.Frame)
	w.tell("bench_frames", s.Frames, s.Passes, s.PassMS)
	fmt.Fprintln(w)
}

func cell(v any) string {
	switch v := v.(type) {
	case *float64:
		if v == nil {
			return "-"
		}
		return fmt.Sprintf("%.1f", *v)
	case float64:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprint(v)
}
