package calibrate

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// Report says how good a floor is.
type Report struct {
	Points []Point
	// Stranger is the number, from 0, of the point that does not fit the
	// others; -1 where all fit, or where there are too few to tell.
	Stranger int
	RMSPx    float64 // of the points' residuals
	RMSM     float64 // of the points' distance from where the floor finds them
	// LeftOutRMSM is the same with each point left out in turn: the error to
	// expect between the points. NaN where no point can be left out.
	LeftOutRMSM float64
	NoisePx     float64 // estimated standard deviation of a click, in each direction
	HeightM     float64 // of the camera above the floor
	FocalPx     float64
	FocalSigma  float64 // relative; 0 where the lens was given
}

// Point is how one floor point fits.
type Point struct {
	Given      floor.Correspondence
	ResidualPx vision.Pixel // where it was seen minus where the floor shows it
	OffM       float64      // from where the floor finds it
	// LeftOutM is its distance from where the floor of the other points finds
	// it, and LeftOutSigmas that distance in standard deviations. Both are NaN
	// where the others make no floor.
	LeftOutM, LeftOutSigmas float64
}

// A point is a stranger if it is so many standard deviations from where the
// others put it, which one good point in 20,000 is, and also far enough off to
// matter.
const (
	strangerSigmas = 4.5
	strangerM      = 0.03
)

// NewReport tests a floor with its own points.
func NewReport(f *floor.Floor) Report {
	r := Report{Stranger: -1, RMSPx: f.RMS(), NoisePx: f.NoisePx(), HeightM: f.CameraAt().Z,
		FocalPx: f.Camera().Lens.FX, FocalSigma: f.FocalSigma()}
	residuals := f.Residuals()
	for i, given := range f.Points() {
		p := Point{Given: given, ResidualPx: residuals[i]}
		p.OffM, _ = off(f, given)
		p.LeftOutM, p.LeftOutSigmas = leftOut(f, i, given)
		r.Points = append(r.Points, p)
	}
	r.RMSM = rms(r.Points, func(p Point) float64 { return p.OffM })
	r.LeftOutRMSM = rms(r.Points, func(p Point) float64 { return p.LeftOutM })
	r.Stranger = stranger(r.Points)
	return r
}

// off returns how far from its measured place a floor finds a point, in metres
// and in standard deviations.
func off(f *floor.Floor, given floor.Correspondence) (offM, sigmas float64) {
	place, err := f.ToFloor(given.Picture, vision.Isotropic(f.NoisePx()), 0)
	if err != nil {
		return math.NaN(), math.NaN()
	}
	d := place.At.Sub(given.Floor)
	return d.Norm(), math.Sqrt(place.Cov.Mahalanobis2(d))
}

func leftOut(f *floor.Floor, i int, given floor.Correspondence) (offM, sigmas float64) {
	others, err := f.Without(i)
	if err != nil {
		return math.NaN(), math.NaN()
	}
	return off(others, given)
}

// stranger returns the point that is most standard deviations off. The others
// are judged by a floor that it bends and whose noise it raises, so it comes
// first.
func stranger(points []Point) int {
	found, most := -1, strangerSigmas
	for i, p := range points {
		if p.LeftOutSigmas > most && p.LeftOutM > strangerM {
			found, most = i, p.LeftOutSigmas
		}
	}
	return found
}

// rms is over the points that have the value.
func rms(points []Point, value func(Point) float64) float64 {
	sum, n := 0.0, 0.0
	for _, p := range points {
		if v := value(p); !math.IsNaN(v) {
			sum, n = sum+v*v, n+1
		}
	}
	return math.Sqrt(sum / n)
}
