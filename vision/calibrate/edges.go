package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"nabij/vision"
	"nabij/vision/fit"
	"nabij/vision/floor"
)

// edgeSigmaPx is how far a pixel along an edge is expected to lie beside it, and
// what a board's own bend and a smooth error along it make of the mean.
const edgeSigmaPx = 0.5

// leastEdge is how many pixels an edge has for its bend to be told.
const leastEdge = 5

// straighten takes in edges that are straight in the room: the lines of sight
// along one lie in one plane through the camera, and how far each is off the
// plane that fits best, in px, is a residual ("plumb lines": Brown 1971,
// "Close-range camera calibration"). Only the lens moves them; false where the
// lens has no line of sight for one.
func straighten(c *floor.Camera, edges [][]vision.Pixel, params int, n *fit.Normal) bool {
	const step = 1e-4
	slope := make([]float64, params)
	for _, edge := range edges {
		if len(edge) < leastEdge {
			continue
		}
		rest, ok := beside(c, edge)
		if !ok {
			return false
		}
		var by [floor.ParamCount - floor.PoseCount][]float64
		for k := range by {
			var d [floor.ParamCount]float64
			d[floor.PoseCount+k] = step
			moved := c.Moved(d[:])
			if by[k], ok = beside(&moved, edge); !ok {
				return false
			}
		}
		for i := range rest {
			for k := range by {
				slope[floor.PoseCount+k] = (by[k][i] - rest[i]) / step
			}
			n.Add(rest[i], edgeSigmaPx, slope)
		}
	}
	return true
}

// beside returns how far, in px, each pixel of an edge lies beside the plane
// that fits the lines of sight of all of them best.
func beside(c *floor.Camera, edge []vision.Pixel) ([]float64, bool) {
	sum := mat.NewSymDense(3, nil)
	rays := make([]floor.Vec3, len(edge))
	for i, px := range edge {
		d, ok := c.Ray(px)
		if !ok {
			return nil, false
		}
		d = c.Rotation.Apply(d)
		rays[i] = d.Scale(1 / d.Z) // on the plane z=1, where a focal length is 1
		v := [3]float64{rays[i].X, rays[i].Y, 1}
		for a := range 3 {
			for b := a; b < 3; b++ {
				sum.SetSym(a, b, sum.At(a, b)+v[a]*v[b])
			}
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(sum, true) {
		return nil, false
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	normal := floor.Vec3{X: vectors.At(0, 0), Y: vectors.At(1, 0), Z: vectors.At(2, 0)}
	// The sign of an eigenvector is chance; slopes need it to stay.
	if a, b := rays[0], rays[len(rays)-1]; (b.X-a.X)*normal.Y-(b.Y-a.Y)*normal.X < 0 {
		normal = normal.Scale(-1)
	}
	off := make([]float64, len(edge))
	wide := math.Hypot(normal.X, normal.Y)
	for i, ray := range rays {
		off[i] = c.Lens.FX * ray.Dot(normal) / wide
	}
	return off, true
}

// Bent says how a lens was found from straight edges.
type Bent struct {
	Lens  floor.Lens
	Edges int // how many were used
	// FocalSigma is the relative standard deviation of the focal length, K1Sigma
	// that of k1, and BentPx how far the edges stray from straight once the lens
	// is taken out, root mean square, px.
	FocalSigma, K1Sigma, BentPx float64
}

const (
	hintEdges = "turn the camera so that skirting, floorboards or a taut ribbon run along the picture's rim, or wave a chessboard before it"
	// mostK1Sigma is how unsure k1 may be for edges to have said something that
	// is not known of every webcam.
	mostK1Sigma = 0.05
	// bentPx is how far an edge may stray from straight and be one.
	bentPx = 0.7
)

// LensFromEdges finds a lens from edges that are straight in the room, as
// pixels along each, together with the floor points, which tell the focal
// length. Edges that are bent in the room itself, as a ribbon's curve is, are
// left out: those that no lens makes straight together with the others. Errors
// are of type [*floor.Error].
func LensFromEdges(size vision.Size, points []floor.Correspondence, edges [][]vision.Pixel) (Bent, error) {
	f, err := floor.Solve(size, nil, points)
	if err != nil {
		return Bent{}, err
	}
	edges = straightTogether(f.Camera(), edges)
	if len(edges) == 0 {
		return Bent{}, refuse(floor.BadLens, nil, hintEdges, "no edge that is straight in the room was seen")
	}
	camera, n := withEdges(f.Camera(), size, points, edges)
	cov, ok := n.Covariance()
	if !ok {
		return Bent{}, refuse(floor.BadLens, nil, hintEdges, "the edges do not tell the lens")
	}
	at := func(i int) float64 { return math.Sqrt(cov[i*floor.ParamCount+i]) }
	b := Bent{Lens: camera.Lens, Edges: len(edges), FocalSigma: at(floor.PoseCount), K1Sigma: at(floor.PoseCount + 1)}
	if _, bare := withEdges(camera, size, points, nil); b.K1Sigma > mostK1Sigma || !adds(n, bare) {
		return b, refuse(floor.BadLens, nil, hintEdges, "the edges are too short, or too much in the middle of the picture, to tell the lens")
	}
	sum, all := 0.0, 0.0
	for _, e := range edges {
		off, _ := beside(&camera, e)
		for _, d := range off {
			sum, all = sum+d*d, all+1
		}
	}
	b.BentPx = math.Sqrt(sum / all)
	return b, nil
}

// adds reports whether edges told more of k1 than the points alone did.
func adds(with, without *fit.Normal) bool {
	const k1 = floor.PoseCount + 1
	return with.At(k1, k1) > 1.2*without.At(k1, k1)
}

// withEdges solves a camera from points and edges.
func withEdges(start floor.Camera, size vision.Size, points []floor.Correspondence, edges [][]vision.Pixel) (floor.Camera, *fit.Normal) {
	p := fit.Problem[floor.Camera]{
		Params: floor.ParamCount,
		Around: func(c floor.Camera, n *fit.Normal) bool {
			for _, p := range points {
				px, s, ok := c.Linear(floor.Vec3{X: p.Floor.X, Y: p.Floor.Y})
				if !ok {
					return false
				}
				n.Add(px.U-p.Picture.U, cornerSigmaPx, s.Param[0][:])
				n.Add(px.V-p.Picture.V, cornerSigmaPx, s.Param[1][:])
			}
			c.Expect(size, floor.ParamCount, n)
			return straighten(&c, edges, floor.ParamCount, n)
		},
		Move: func(c floor.Camera, d []float64) floor.Camera { return c.Moved(d) },
	}
	camera, _ := p.Descend(start)
	n := fit.NewNormal(floor.ParamCount)
	p.Around(camera, n)
	return camera, n
}

// StraightTogether returns the edges that are straight under one lens of a usual
// webcam with pictures of that size: what is bent in the room itself is left out.
func StraightTogether(size vision.Size, edges [][]vision.Pixel) [][]vision.Pixel {
	return straightTogether(floor.NewCamera(floor.ExpectedLenses(size)[0], floor.LookAt(floor.Vec3{Z: 2}, floor.Vec3{Y: 2}, 0), floor.Vec3{Z: 2}), edges)
}

// straightTogether returns the edges that one lens makes straight: of lenses of
// all usual distortions, the one under which most length of edge is straight.
func straightTogether(c floor.Camera, edges [][]vision.Pixel) (best [][]vision.Pixel) {
	most := 0.0
	for k1 := -0.45; k1 <= 0.15; k1 += 0.01 {
		lens := c.Lens
		lens.K1, lens.K2 = k1, 1.25*k1*k1
		tried := floor.NewCamera(lens, c.Rotation, c.Centre())
		var straight [][]vision.Pixel
		sum := 0.0
		for _, e := range edges {
			off, ok := beside(&tried, e)
			if rms := rmsOf(off); ok && len(e) >= leastEdge && rms < bentPx {
				straight = append(straight, e)
				// An edge through the middle is straight under every lens; a long
				// one at the rim under one only.
				sum += e[0].Distance(e[len(e)-1]) * (1 - (rms/bentPx)*(rms/bentPx))
			}
		}
		if sum > most {
			best, most = straight, sum
		}
	}
	return best
}

func rmsOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v * v
	}
	return math.Sqrt(sum / float64(max(len(values), 1)))
}
