package place

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Ground is the part of a floor that a fit needs.
type Ground interface {
	// ToPicture returns where a point heightM above the floor is seen.
	ToPicture(p floor.Point, heightM float64) (vision.Pixel, bool)
	// ToFloor returns the floor point below what px shows, if that is heightM
	// above the floor.
	ToFloor(px vision.Pixel, noise vision.PixelCov, heightM float64) (floor.Place, error)
}

// Stature is what is known of a person's height when standing, in metres.
type Stature struct{ MeanM, SigmaM float64 }

// AnyStature is the stature of an adult of whom nothing is known yet.
var AnyStature = Stature{MeanM: 1.70, SigmaM: 0.09}

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

// unknowns of a fit: x, y, stature, hip height; all m.
const unknowns = 4

// Fit explains a body by each of [Stances], near a first guess of its place.
// Postures that no place in front of the camera explains are left out.
func Fit(on Ground, size vision.Size, b *vision.Body, who Stature) []Hypothesis {
	clues := cluesOf(b, size)
	found := make([]Hypothesis, 0, len(Stances))
	for i := range Stances {
		if h, ok := fitStance(on, &Stances[i], clues, who); ok {
			h.Stance = i
			found = append(found, h)
		}
	}
	return found
}

// fitStance is Gauss-Newton with Student's t weights (iteratively reweighted
// least squares), started where the hips' ray meets their expected height.
func fitStance(on Ground, st *Stance, clues []clue, who Stature) (Hypothesis, bool) {
	hip := st.HipPerStature*who.MeanM + st.HipM
	start, err := on.ToFloor(clues[0].at, vision.PixelCov{}, hip)
	if err != nil {
		return Hypothesis{}, false
	}
	theta := [unknowns]float64{start.At.X, start.At.Y, who.MeanM, hip}
	var sys system
	for range iterations {
		if !sys.build(on, st, clues, who, theta) {
			return Hypothesis{}, false
		}
		step, ok := sys.solve()
		if !ok {
			return Hypothesis{}, false
		}
		for i := range theta {
			theta[i] += step[i]
		}
	}
	if !sys.build(on, st, clues, who, theta) {
		return Hypothesis{}, false
	}
	return sys.hypothesis(st, theta)
}

const (
	iterations = 4
	tDegrees   = 4.0  // Student's t: joints on the wrong limb
	stepM      = 1e-3 // for the projection's slopes
)

// system is the weighted normal equations of one linearisation.
type system struct {
	normal  [unknowns * unknowns]float64
	right   [unknowns]float64
	logLike float64
}

func (s *system) build(on Ground, st *Stance, clues []clue, who Stature, theta [unknowns]float64) bool {
	*s = system{}
	s.prior([unknowns]float64{2: 1}, theta[2]-who.MeanM, who.SigmaM)
	s.prior([unknowns]float64{2: -st.HipPerStature, 3: 1}, theta[3]-st.HipPerStature*theta[2]-st.HipM, st.SigmaHipM)
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

// clue adds one part's pixel, with its covariance: the network's noise, the
// part's own height and how far it may be aside, each projected.
func (s *system) clue(on Ground, h *height, c clue, theta [unknowns]float64) bool {
	at := floor.Point{X: theta[0], Y: theta[1]}
	up := h.perStature*theta[2] + h.fixedM
	slope := [unknowns]float64{2: h.perStature}
	if !h.onFloor {
		up += theta[3]
		slope[3] = 1
	}
	px, dx, dy, dz, ok := slopes(on, at, up)
	if !ok {
		return false
	}
	a2, h2 := h.sigmaAsideM*h.sigmaAsideM, h.sigmaM*h.sigmaM
	uu := c.sigmaU*c.sigmaU + a2*(dx.U*dx.U+dy.U*dy.U) + h2*dz.U*dz.U
	vv := c.sigmaV*c.sigmaV + a2*(dx.V*dx.V+dy.V*dy.V) + h2*dz.V*dz.V
	uv := a2*(dx.U*dx.V+dy.U*dy.V) + h2*dz.U*dz.V
	det := uu*vv - uv*uv
	iu, iv, ix := vv/det, uu/det, -uv/det
	off := c.at.Sub(px)
	r2 := iu*off.U*off.U + 2*ix*off.U*off.V + iv*off.V*off.V
	w := (tDegrees + 2) / (tDegrees + r2)
	s.logLike += -0.5*math.Log(det) - (tDegrees+2)/2*math.Log1p(r2/tDegrees)
	ju := [unknowns]float64{dx.U, dy.U, dz.U * slope[2], dz.U * slope[3]}
	jv := [unknowns]float64{dx.V, dy.V, dz.V * slope[2], dz.V * slope[3]}
	for i := range unknowns {
		wu, wv := w*(iu*ju[i]+ix*jv[i]), w*(ix*ju[i]+iv*jv[i])
		for j := range unknowns {
			s.normal[i*unknowns+j] += wu*ju[j] + wv*jv[j]
		}
		s.right[i] += wu*off.U + wv*off.V
	}
	return true
}

// slopes is the projection of a point and its derivatives, px per m.
func slopes(on Ground, at floor.Point, up float64) (px, dx, dy, dz vision.Pixel, ok bool) {
	px, ok0 := on.ToPicture(at, up)
	px1, ok1 := on.ToPicture(floor.Point{X: at.X + stepM, Y: at.Y}, up)
	px2, ok2 := on.ToPicture(floor.Point{X: at.X, Y: at.Y + stepM}, up)
	px3, ok3 := on.ToPicture(at, up+stepM)
	slope := func(p vision.Pixel) vision.Pixel {
		d := p.Sub(px)
		return vision.Pixel{U: d.U / stepM, V: d.V / stepM}
	}
	return px, slope(px1), slope(px2), slope(px3), ok0 && ok1 && ok2 && ok3
}

func (s *system) solve() (step [unknowns]float64, ok bool) {
	var ch mat.Cholesky
	if !ch.Factorize(mat.NewSymDense(unknowns, s.normal[:])) {
		return step, false
	}
	x := mat.NewVecDense(unknowns, step[:])
	if err := ch.SolveVecTo(x, mat.NewVecDense(unknowns, s.right[:])); err != nil {
		return step, false
	}
	return step, true
}

// hypothesis turns the last linearisation into a place, its covariance and the
// posture's evidence.
func (s *system) hypothesis(st *Stance, theta [unknowns]float64) (Hypothesis, bool) {
	var ch mat.Cholesky
	if !ch.Factorize(mat.NewSymDense(unknowns, s.normal[:])) {
		return Hypothesis{}, false
	}
	var cov mat.SymDense
	if err := ch.InverseTo(&cov); err != nil {
		return Hypothesis{}, false
	}
	crown := st.parts[crown]
	top := crown.perStature*theta[2] + crown.fixedM + st.CrownM
	if !crown.onFloor {
		top += theta[3]
	}
	sway := st.SwayM * st.SwayM
	h := Hypothesis{
		Posture: st.Posture,
		Place: floor.Place{
			At:  floor.Point{X: theta[0], Y: theta[1]},
			Cov: floor.Cov{XX: cov.At(0, 0) + sway, XY: cov.At(0, 1), YY: cov.At(1, 1) + sway},
		},
		HipM:        theta[3],
		TopM:        top,
		Stature:     Stature{theta[2], math.Sqrt(cov.At(2, 2))},
		LogEvidence: s.logLike - 0.5*ch.LogDet(),
	}
	return h, h.Place.At.Finite() && !math.IsNaN(h.LogEvidence)
}
