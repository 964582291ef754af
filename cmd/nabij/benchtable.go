package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
)

// printBench prints what was measured on one scene, both paths side by side.
func printBench(w io.Writer, r benchResult) {
	fmt.Fprintf(w, "%-40s %10s %10s\n", r.Scene, "smoothed", "causal")
	line := func(what string, a, b any) { fmt.Fprintf(w, "  %-38s %10s %10s\n", what, cell(a), cell(b)) }
	if a, b := r.Smoothed.Places, r.Causal.Places; a != nil && b != nil {
		line("found within 0.5 m, %", a.RecallPct, b.RecallPct)
		line("persons too many in 100 frames", a.FalsePer100, b.FalsePer100)
		line(fmt.Sprintf("names used for %d people", a.People), a.NamesUsed, b.NamesUsed)
		line("names changed", a.Switches, b.Switches)
		line("names right (IDF1), %", a.IDF1Pct, b.IDF1Pct)
		for _, kind := range slices.Sorted(maps.Keys(b.ErrorCM)) {
			line("off, "+kind+", median, cm", a.ErrorCM[kind].Median, b.ErrorCM[kind].Median)
			line("off, "+kind+", 95 %, cm", a.ErrorCM[kind].P95, b.ErrorCM[kind].P95)
		}
		line("distance of two off, median, cm", a.PairErrorCM.Median, b.PairErrorCM.Median)
		line("within the 95 % ellipse, %", a.CoversPct, b.CoversPct)
		line("in or out of a zone right, %", a.ZoneRightPct, b.ZoneRightPct)
		line("posture right, %", a.PostureRight, b.PostureRight)
		line("height off, median, cm", a.HeightErrorCM, b.HeightErrorCM)
	}
	if a, b := r.Smoothed.Boxes, r.Causal.Boxes; a != nil && b != nil {
		line("MOTA", a.MOTAPct, b.MOTAPct)
		line("IDF1", a.IDF1Pct, b.IDF1Pct)
		line("HOTA", a.HOTAPct, b.HOTAPct)
		line("names changed (boxes)", a.Switches, b.Switches)
	}
	if a, b := r.Smoothed.Presence, r.Causal.Presence; a != nil && b != nil {
		line("present, %", a.PresentPct, b.PresentPct)
		line("more than one, %", a.SeveralPct, b.SeveralPct)
		line("names", a.Names, b.Names)
	}
	printSpeed(w, r.Speed)
}

func printSpeed(w io.Writer, s benchSpeed) {
	row := "    %-36s %10.3f %8.2f %8.2f %8.2f\n"
	fmt.Fprintf(w, "  %-38s %10s %8s %8s %8s\n", "a frame takes", "/ pass", "p50 ms", "p95 ms", "p99 ms")
	stages := slices.SortedFunc(maps.Keys(s.StageMS), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.StageMS[b].Ratio, s.StageMS[a].Ratio), cmp.Compare(a, b))
	})
	for _, stage := range stages {
		d := s.StageMS[stage]
		fmt.Fprintf(w, row, stage, d.Ratio, d.P50, d.P95, d.P99)
	}
	fmt.Fprintf(w, "    %-36s %10.3f\n", "all but the network, reading included", s.Rest)
	fmt.Fprintf(w, "    %-36s %10.3f\n", "everything", s.Frame)
	fmt.Fprintf(w, "    %d frames, %d passes of %.1f ms over the whole picture\n\n", s.Frames, s.Passes, s.PassMS)
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
