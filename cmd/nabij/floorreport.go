package main

import (
	"fmt"
	"io"
	"math"

	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// describeFloor says what was solved, how well each point fits, which does not,
// and how sure the floor is at its places.
func describeFloor(w io.Writer, g ground) {
	r, camera, at := calibrate.NewReport(g.floor), g.floor.Camera(), g.floor.CameraAt()
	fmt.Fprintf(w, "%d points, %.2f px off (root mean square), %.1f cm on the floor\n", len(r.Points), r.RMSPx, 100*r.RMSM)
	fmt.Fprintf(w, "camera at x %.2f m, y %.2f m, %.2f m above the floor\n", at.X, at.Y, at.Z)
	lens := "from the room file"
	if g.floor.LensSolved() {
		lens = fmt.Sprintf("solved with the floor, sure to %.1f %%", 100*r.FocalSigma)
	}
	fmt.Fprintf(w, "focal length %.1f px, k1 %.3f (%s)\n\n", camera.Lens.FX, camera.Lens.K1, lens)
	fmt.Fprintln(w, "point    x m    y m   off by px    off by cm  left out cm")
	for i, p := range r.Points {
		fmt.Fprintf(w, "%5d  %5.2f  %5.2f  %5.1f %5.1f  %9s  %11s\n", i+1, p.Given.Floor.X, p.Given.Floor.Y,
			p.ResidualPx.U, p.ResidualPx.V, centimetres(p.OffM), centimetres(p.LeftOutM))
	}
	fmt.Fprintln(w, "\nleft out: how far a point is from where the other points find it")
	describeFit(w, r)
	if n := g.floor.Sheets(); n > 0 {
		fmt.Fprintf(w, "where the %d sheets lie was found, not measured: to be sure, measure between two of them with a tape\n", n)
	}
	describeChecks(w, g.room.Checks)
	describeGrid(w, g.floor)
}

// describeChecks says how far off the floor was where it was tested.
func describeChecks(w io.Writer, checks []floor.Check) {
	for _, k := range checks {
		fmt.Fprintf(w, "a distance of %.3f m by tape to x %.2f m, y %.2f m was %+.1f cm off\n", k.MeasuredM, k.At.X, k.At.Y, 100*(k.FoundM-k.MeasuredM))
	}
}

// describeFit names the point that does not fit, and what to do about it.
func describeFit(w io.Writer, r calibrate.Report) {
	switch {
	case r.Stranger >= 0:
		p := r.Points[r.Stranger]
		fmt.Fprintf(w, "point %d does not fit the others: they find it %s cm away. Measure it and point it out again.\n",
			r.Stranger+1, centimetres(p.LeftOutM))
	case math.IsNaN(r.LeftOutRMSM):
		fmt.Fprintln(w, "with so few points, none can be checked against the others; more points make it possible")
	default:
		fmt.Fprintf(w, "every point fits the others, to %s cm (root mean square)\n", centimetres(r.LeftOutRMSM))
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
func describeGrid(w io.Writer, f *floor.Floor) {
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
	fmt.Fprint(w, "\nhow far off a place on the floor may be, in cm (root mean square; -: not in the picture)\n   y m")
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
