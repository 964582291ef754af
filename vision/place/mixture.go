package place

import "nabij/vision/floor"

// Mixture is several hypotheses about one body taken together.
type Mixture struct {
	Place floor.Place
	TopM  float64 // height of the body's highest point
}

// Mix returns the first two moments of hypotheses whose weights are given by
// stance: where postures disagree about the place, the covariance says so.
func Mix(hypotheses []Hypothesis, weight func(stance int) float64) (m Mixture) {
	sum := 0.0
	for _, h := range hypotheses {
		sum += weight(h.Stance)
	}
	for _, h := range hypotheses {
		w := weight(h.Stance) / sum
		m.Place.At = m.Place.At.Add(h.Place.At.Scale(w))
		m.TopM += w * h.TopM
	}
	for _, h := range hypotheses {
		d := h.Place.At.Sub(m.Place.At)
		spread := floor.Cov{XX: d.X * d.X, XY: d.X * d.Y, YY: d.Y * d.Y}
		m.Place.Cov = m.Place.Cov.Add(h.Place.Cov.Add(spread).Scale(weight(h.Stance) / sum))
	}
	return m
}
