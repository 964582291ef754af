package place

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Ground is the part of a floor that a fit needs.
type Ground interface {
	// Slopes returns where a point heightM above the floor is seen, and the
	// derivatives of u and v in px per m of its x, y and height.
	Slopes(p floor.Point, heightM float64) (px vision.Pixel, u, v floor.Vec3, ok bool)
	// CameraAt is where the camera is, m.
	CameraAt() floor.Vec3
	// ToFloor returns the floor point below what px shows, if that is heightM
	// above the floor.
	ToFloor(px vision.Pixel, noise vision.PixelCov, heightM float64) (floor.Place, error)
}

// Stature is what is known of a person's height when standing, in metres.
type Stature struct{ MeanM, SigmaM float64 }

// AnyStature is the stature of an adult of whom nothing is known yet.
var AnyStature = Stature{MeanM: 1.70, SigmaM: 0.10}

// Hypothesis is where a body is if it has a posture.
type Hypothesis struct {
	Stance  int // index into Stances
	Posture scene.Posture
	Place   floor.Place // floor point below mid-hip
	HipM    float64     // height of mid-hip above the floor
	TopM    float64     // height of the body's highest point
	Stature Stature
	// LogEvidence is the logarithm of the marginal likelihood of the clues, up
	// to a constant that all postures of one body share.
	LogEvidence float64
}

// unknowns of a fit: x, y, stature, hip height, all m; and where the body faces,
// as a direction in the floor's x and y.
const unknowns = 6

// Fit explains a body by each of [Stances], near a first guess of its place.
// Postures that no place in front of the camera explains are left out.
func Fit(on Ground, size vision.Size, b *vision.Body, who Stature) []Hypothesis {
	clues := cluesOf(b, size)
	found := make([]Hypothesis, 0, len(Stances))
	sys := &system{}
	for i := range Stances {
		if h, ok := sys.fit(on, &Stances[i], clues, who); ok {
			h.Stance = i
			found = append(found, h)
		}
	}
	return found
}

// fit is Gauss-Newton with Student's t weights (iteratively reweighted
// least squares), started where the hips' ray meets their expected height, and
// with the face or the back to the camera.
func (s *system) fit(on Ground, st *Stance, clues []clue, who Stature) (Hypothesis, bool) {
	hip := st.HipPerStature*who.MeanM + st.HipM
	start, err := on.ToFloor(clues[0].at, vision.PixelCov{}, hip)
	if err != nil {
		return Hypothesis{}, false
	}
	ahead := looks(clues, towards(start.At, on.CameraAt()))
	theta := [unknowns]float64{start.At.X, start.At.Y, who.MeanM, hip, ahead.X, ahead.Y}
	for range iterations {
		if !s.build(on, st, clues, who, theta) {
			return Hypothesis{}, false
		}
		step, ok := s.solve()
		if !ok {
			return Hypothesis{}, false
		}
		for i := range theta {
			theta[i] += step[i]
		}
	}
	if !s.build(on, st, clues, who, theta) {
		return Hypothesis{}, false
	}
	h, ok := s.hypothesis(st, theta)
	// What the floor itself is off is the same for all clues.
	h.Place.Cov = h.Place.Cov.Add(start.Cov)
	return h, ok
}

const (
	iterations = 4
	tDegrees   = 4.0 // Student's t: joints on the wrong limb
	// A direction is of unit length. The constraint is soft, so that few steps
	// turn a body round, and leaves open what the clues do not tell.
	anyWhere, unitLength, leastLength = math.Sqrt2 / 2, 0.3, 0.01
)

// system is the weighted normal equations of one linearisation, and what it
// takes to solve them: one serves all stances of a body, so that a fit makes
// hardly any garbage.
type system struct {
	normal  [unknowns * unknowns]float64
	right   [unknowns]float64
	logLike float64

	factored [unknowns * unknowns]float64
	step     [unknowns]float64
}

func (s *system) build(on Ground, st *Stance, clues []clue, who Stature, theta [unknowns]float64) bool {
	clear(s.normal[:])
	clear(s.right[:])
	s.logLike = 0
	s.prior([unknowns]float64{2: 1}, theta[2]-who.MeanM, who.SigmaM)
	s.prior([unknowns]float64{2: -st.HipPerStature, 3: 1}, theta[3]-st.HipPerStature*theta[2]-st.HipM, st.SigmaHipM)
	s.prior([unknowns]float64{4: 1}, theta[4], anyWhere)
	s.prior([unknowns]float64{5: 1}, theta[5], anyWhere)
	length := max(leastLength, math.Hypot(theta[4], theta[5]))
	s.prior([unknowns]float64{4: theta[4] / length, 5: theta[5] / length}, length-1, unitLength)
	for _, c := range clues {
		if !s.clue(on, &st.parts[c.part], c, theta) {
			return false
		}
	}
	return true
}

// prior adds what is known of one linear combination of the unknowns.
func (s *system) prior(slope [unknowns]float64, off, sigma float64) {
	w := 1 / (sigma * sigma)
	for i := range slope {
		for j := range slope {
			s.normal[i*unknowns+j] += w * slope[i] * slope[j]
		}
		s.right[i] -= w * slope[i] * off
	}
	s.logLike += -0.5*w*off*off - math.Log(sigma)
}

// clue adds one part's pixel, weighted as Student's t wants it.
func (s *system) clue(on Ground, h *offset, c clue, theta [unknowns]float64) bool {
	m, ok := c.misfit(on, h, theta)
	if !ok {
		return false
	}
	w := (tDegrees + 2) / (tDegrees + m.squared)
	s.logLike += -0.5*math.Log(m.det) - (tDegrees+2)/2*math.Log1p(m.squared/tDegrees)
	iu, ix, iv := w*m.inverse.UU, w*m.inverse.UV, w*m.inverse.VV
	for i := range unknowns {
		wu, wv := iu*m.slopeU[i]+ix*m.slopeV[i], ix*m.slopeU[i]+iv*m.slopeV[i]
		for j := range unknowns {
			s.normal[i*unknowns+j] += wu*m.slopeU[j] + wv*m.slopeV[j]
		}
		s.right[i] += wu*m.off.U + wv*m.off.V
	}
	return true
}

// factor returns the upper Cholesky factor of the normal matrix. LAPACK is called
// directly: gonum's mat estimates a condition number each time, which took longer
// than all the rest of a fit.
func (s *system) factor() (blas64.Triangular, bool) {
	s.factored = s.normal
	return lapack64.Potrf(blas64.Symmetric{Uplo: blas.Upper, N: unknowns, Stride: unknowns, Data: s.factored[:]})
}

func (s *system) solve() (step [unknowns]float64, ok bool) {
	factor, ok := s.factor()
	if !ok {
		return step, false
	}
	s.step = s.right
	lapack64.Potrs(factor, blas64.General{Rows: unknowns, Cols: 1, Stride: 1, Data: s.step[:]})
	return s.step, true
}

// hypothesis turns the last linearisation into a place, its covariance and the
// posture's evidence.
func (s *system) hypothesis(st *Stance, theta [unknowns]float64) (Hypothesis, bool) {
	factor, ok := s.factor()
	if !ok {
		return Hypothesis{}, false
	}
	logDet := 0.0
	for i := range unknowns {
		logDet += 2 * math.Log(factor.Data[i*unknowns+i])
	}
	if _, ok := lapack64.Potri(factor); !ok {
		return Hypothesis{}, false
	}
	cov := func(i, j int) float64 { return factor.Data[i*unknowns+j] } // upper half
	crown := st.parts[crown]
	top := crown.perStature*theta[2] + crown.fixedM
	if !crown.onFloor {
		top += theta[3]
	}
	sway := st.SwayM * st.SwayM
	h := Hypothesis{
		Posture: st.Posture,
		Place: floor.Place{
			At:  floor.Point{X: theta[0], Y: theta[1]},
			Cov: floor.Cov{XX: cov(0, 0) + sway, XY: cov(0, 1), YY: cov(1, 1) + sway},
		},
		HipM:        theta[3],
		TopM:        top,
		Stature:     Stature{theta[2], math.Sqrt(cov(2, 2))},
		LogEvidence: s.logLike - 0.5*logDet,
	}
	return h, h.Place.At.Finite() && !math.IsNaN(h.LogEvidence)
}
