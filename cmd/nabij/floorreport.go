package main

import (
	"fmt"
	"math"

	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// describeFloor says what was solved, how well each point fits, which does not,
// and how sure the floor is at its places.
func describeFloor(w teller, g ground) {
	r, camera, at := calibrate.NewReport(g.floor), g.floor.Camera(), g.floor.CameraAt()
	w.tell("say_floor_fit", len(r.Points), r.RMSPx, 100*r.RMSM)
	w.tell("say_floor_camera", at.X, at.Y, at.Z)
	lens := w.Sayf("say_lens_given")
	if g.floor.LensSolved() {
		lens = w.Sayf("say_lens_solved", 100*r.FocalSigma)
	}
	w.tell("say_floor_lens", camera.Lens.FX, camera.Lens.K1, lens)
	fmt.Fprintln(w)
	w.tell("say_floor_head")
	for i, p := range r.Points {
		fmt.Fprintf(w, "%5d  %5.2f  %5.2f  %5.1f %5.1f  %9s  %11s\n", i+1, p.Given.Floor.X, p.Given.Floor.Y,
			p.ResidualPx.U, p.ResidualPx.V, centimetres(p.OffM), centimetres(p.LeftOutM))
	}
	fmt.Fprintln(w)
	w.tell("say_floor_left_out")
	describeFit(w, r)
	if n := g.floor.Sheets(); n > 0 {
		w.tell("say_floor_sheets", n)
	}
	describeChecks(w, g.room.Checks)
	describeGrid(w, g.floor)
}

// describeChecks says how far off the floor was where it was tested.
func describeChecks(w teller, checks []floor.Check) {
	for _, k := range checks {
		w.tell("say_floor_check", k.MeasuredM, k.At.X, k.At.Y, 100*(k.FoundM-k.MeasuredM))
	}
}

// describeFit names the point that does not fit, and what to do about it.
func describeFit(w teller, r calibrate.Report) {
	switch {
	case r.Stranger >= 0:
		p := r.Points[r.Stranger]
		w.tell("say_floor_stranger",
			r.Stranger+1, 100*p.LeftOutM)
	case math.IsNaN(r.LeftOutRMSM):
		w.tell("say_floor_few")
	default:
		w.tell("say_floor_fits", 100*r.LeftOutRMSM)
	}
}

func centimetres(metres float64) string {
	if math.IsNaN(metres) {
		return "-"
	}
	return fmt.Sprintf("%.1f", 100*metres)
}

// aroundM is how far beyond the points the floor's error is told.
const aroundM = 0.5

// describeGrid tells how sure the floor is, as a table laid out like the floor:
// far rows first.
func describeGrid(w teller, f *floor.Floor) {
	grid := calibrate.Grid(f, 1, aroundM)
	if len(grid) == 0 {
		return
	}
	low, high := grid[0].At, grid[0].At
	cells := map[[2]int]string{}
	for _, p := range grid {
		low = floor.Point{X: min(low.X, p.At.X), Y: min(low.Y, p.At.Y)}
		high = floor.Point{X: max(high.X, p.At.X), Y: max(high.Y, p.At.Y)}
		cells[[2]int{int(math.Round(p.At.X)), int(math.Round(p.At.Y))}] = centimetres(p.ErrorM)
	}
	fmt.Fprintln(w)
	w.tell("say_grid")
	fmt.Fprint(w, "   y m")
	for x := int(low.X); x <= int(high.X); x++ {
		fmt.Fprintf(w, "  x %2d m", x)
	}
	fmt.Fprintln(w)
	for y := int(high.Y); y >= int(low.Y); y-- {
		fmt.Fprintf(w, "%6d", y)
		for x := int(low.X); x <= int(high.X); x++ {
			cell := "-"
			if c, ok := cells[[2]int{x, y}]; ok {
				cell = c
			}
			fmt.Fprintf(w, "%8s", cell)
		}
		fmt.Fprintln(w)
	}
}
