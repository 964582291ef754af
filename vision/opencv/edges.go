package opencv

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"math"
	"slices"

	"gocv.io/x/gocv"

	"nabij/vision"
)

const (
	// seedShare is the length of a straight piece to begin an edge from, and
	// leastShare that of an edge, as shares of the picture's width.
	seedShare, leastShare = 0.06, 0.2
	// An edge is followed edgeStepPx at a time, straight on as its last tailPx
	// go, up to missedPx where it is not seen; it may lie asidePx from there.
	edgeStepPx, tailPx, missedPx, asidePx = 1.5, 70.0, 14.0, 1.2
	// givenPx is the distance between the points that are given.
	givenPx = 10.0
	// mostSeeds is how many pieces are followed, the longest first, and
	// mostEdges how many edges are given.
	mostSeeds, mostEdges = 400, 60
)

// StraightEdges finds long edges that are straight or bent only a little and
// smoothly, as a lens bends them: skirting, floorboards, taut ribbons, and other
// things too. Each is given as points on it about 10 px apart, to a fraction of
// a pixel, the longest edge first. Which are straight in the room is for
// [calibrate.LensFromEdges] to say.
func StraightEdges(ctx context.Context, img *image.RGBA) ([][]vision.Pixel, error) {
	l := newLight(img)
	seeds, err := l.straightPieces()
	if err != nil {
		return nil, fmt.Errorf("look for straight edges: %w", err)
	}
	var found [][]vision.Pixel
	for _, s := range seeds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(found, func(e []vision.Pixel) bool { return nextTo(e, s.middle(0.5)) || nextTo(e, s.middle(0.2)) }) {
			continue
		}
		edge := l.follow(s)
		if len(edge) > 1 && edge[0].Distance(edge[len(edge)-1]) >= leastShare*float64(l.size.Width) {
			found = append(found, edge)
		}
	}
	slices.SortStableFunc(found, func(a, b []vision.Pixel) int {
		return cmp.Compare(b[0].Distance(b[len(b)-1]), a[0].Distance(a[len(a)-1]))
	})
	return found[:min(mostEdges, len(found))], nil
}

// piece is a straight piece of an edge, from one pixel to another.
type piece struct{ from, to vision.Pixel }

func (p piece) middle(t float64) vision.Pixel { return towards(p.from, p.to, t) }

// straightPieces finds pieces by Canny's edges and the Hough transform, the
// longest first.
func (l *light) straightPieces() ([]piece, error) {
	grey, err := l.mat()
	if err != nil {
		return nil, err
	}
	defer grey.Close()
	smooth, edges, lines := gocv.NewMat(), gocv.NewMat(), gocv.NewMat()
	defer smooth.Close()
	defer edges.Close()
	defer lines.Close()
	gocv.GaussianBlur(grey, &smooth, image.Pt(5, 5), 0, 0, gocv.BorderReplicate)
	gocv.Canny(smooth, &edges, 15, 40)
	least := seedShare * float64(grey.Cols())
	gocv.HoughLinesPWithParams(edges, &lines, 1, math.Pi/180, int(0.6*least), float32(least), 4)
	var found []piece
	for i := range lines.Rows() {
		v := lines.GetVeciAt(i, 0)
		found = append(found, piece{vision.Pixel{U: float64(v[0]), V: float64(v[1])}, vision.Pixel{U: float64(v[2]), V: float64(v[3])}})
	}
	slices.SortStableFunc(found, func(a, b piece) int { return cmp.Compare(b.from.Distance(b.to), a.from.Distance(a.to)) })
	return found[:min(mostSeeds, len(found))], nil
}

// nextTo reports whether a place lies on an edge, within two pixels.
func nextTo(edge []vision.Pixel, p vision.Pixel) bool {
	for i := 1; i < len(edge); i++ {
		a, d := edge[i-1], edge[i].Sub(edge[i-1])
		t := ((p.U-a.U)*d.U + (p.V-a.V)*d.V) / (d.U*d.U + d.V*d.V)
		if t >= -0.1 && t <= 1.1 && towards(a, edge[i], t).Distance(p) < 2 {
			return true
		}
	}
	return false
}

// follow finds the edge along a piece and goes on from both of its ends. The
// side that is darker is the one on which most of the piece is.
func (l *light) follow(s piece) []vision.Pixel {
	var best []vision.Pixel
	for _, p := range []piece{s, {s.to, s.from}} {
		start := l.along(p)
		if len(start) < 8 {
			continue
		}
		edge := l.goOn(start, 1)
		slices.Reverse(edge)
		edge = l.goOn(edge, -1)
		if len(edge) > len(best) {
			best = edge
		}
	}
	return spaced(best)
}

// along finds the edge near a piece, point by point; dark is on its right.
func (l *light) along(p piece) (found []vision.Pixel) {
	long := p.from.Distance(p.to)
	along := vision.Pixel{U: (p.to.U - p.from.U) / long, V: (p.to.V - p.from.V) / long}
	right := vision.Pixel{U: -along.V, V: along.U}
	for t := 0.0; t <= long; t += edgeStepPx {
		at := step(p.from, along, t)
		if off, ok := l.edge(at, right, nearPx); ok {
			found = append(found, step(at, right, off))
		}
	}
	if float64(len(found))*edgeStepPx < leastEdge*long {
		return nil
	}
	return found
}

// goOn lengthens an edge beyond its last point. Turned is 1 where the dark side
// is on the right of the way gone, -1 where it is on the left.
func (l *light) goOn(edge []vision.Pixel, turned float64) []vision.Pixel {
	for missed := 0.0; missed < missedPx; {
		at, along, ok := tail(edge, missed+edgeStepPx)
		if !ok {
			break
		}
		side := vision.Pixel{U: -along.V * turned, V: along.U * turned}
		off, seen := l.edge(at, side, nearPx)
		if math.IsNaN(l.at(at)) {
			break
		}
		if !seen || math.Abs(off) > asidePx {
			missed += edgeStepPx
			continue
		}
		edge, missed = append(edge, step(at, side, off)), 0
	}
	return edge
}

// tail is where an edge goes on after so many px, and its direction there: by a
// parabola through its last points.
func tail(edge []vision.Pixel, by float64) (at, along vision.Pixel, ok bool) {
	last := edge[len(edge)-1]
	first := len(edge) - 1
	for first > 0 && edge[first-1].Distance(last) < tailPx {
		first--
	}
	chord := last.Distance(edge[first])
	if chord < 8 || len(edge)-first < 6 {
		return at, along, false
	}
	s := side{middle: towards(edge[first], last, 0.5), half: chord / 2}
	s.along = vision.Pixel{U: (last.U - edge[first].U) / chord, V: (last.V - edge[first].V) / chord}
	var ts, offs, weights []float64
	for _, p := range edge[first:] {
		d := p.Sub(s.middle)
		ts = append(ts, (d.U*s.along.U+d.V*s.along.V)/s.half)
		offs = append(offs, d.U*s.outwards().U+d.V*s.outwards().V)
		weights = append(weights, 1)
	}
	terms := 2
	if chord > 0.7*tailPx {
		terms = 3
	}
	if !s.solve(ts, offs, weights, terms) {
		return at, along, false
	}
	at, along = s.tangent(step(last, s.along, by))
	long := math.Hypot(along.U, along.V)
	return at, vision.Pixel{U: along.U / long, V: along.V / long}, true
}

// spaced gives an edge as means of its points over givenPx each.
func spaced(edge []vision.Pixel) (given []vision.Pixel) {
	for i := 0; i < len(edge); {
		var sum vision.Pixel
		n := 0.0
		for from := edge[i]; i < len(edge) && edge[i].Distance(from) < givenPx; i++ {
			sum, n = vision.Pixel{U: sum.U + edge[i].U, V: sum.V + edge[i].V}, n+1
		}
		if n >= 3 {
			given = append(given, vision.Pixel{U: sum.U / n, V: sum.V / n})
		}
	}
	return given
}
