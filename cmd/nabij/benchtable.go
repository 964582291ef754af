package main

import (
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
	fmt.Fprintf(w, "  %-38s %10s %10s\n", "a frame takes", "ms", "/ network")
	stages := slices.SortedFunc(maps.Keys(s.StageMS), func(a, b string) int {
		switch d := s.StageMS[b] - s.StageMS[a]; {
		case d > 0:
			return 1
		case d < 0:
			return -1
		}
		return 0
	})
	for _, stage := range stages {
		fmt.Fprintf(w, "    %-36s %10.2f %10.3f\n", stage, s.StageMS[stage], s.StageRatio[stage])
	}
	fmt.Fprintf(w, "    %-36s %10.2f %10.3f\n\n", "all but the network, reading included", s.FrameMS-s.NetworkMS, s.RestRatio)
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
