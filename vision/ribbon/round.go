package ribbon

import (
	"math"

	"nabij/vision/floor"
)

// A ribbon lies flat: across its line it covers as much floor wherever it is
// seen from. A cord is round: the flatter one looks across it, the more of the
// floor behind it hides, its thickness over the sine of that angle. Neither blur
// nor compression changes the area under a profile, which is width times
// contrast, so how that area changes with the sine along a line that turns tells
// the one from the other, even where both are thinner than a pixel: it stays, or
// goes with the power -1.
const (
	stretch = 20 // points of a line that are taken together: 20 cm
	// leastTurn is how much the logarithm of the sine must change between two
	// stretches for them to say something.
	leastTurn = 0.15
	// unevenPower is how far the power is off, as a standard deviation, because of
	// light that is not the same everywhere, and roundOdds how much better round
	// must explain the areas, as a logarithm: ribbons are the usual.
	unevenPower = 0.2
	roundOdds   = 1.5
)

// hiding is what a stretch of line hides of the floor across it.
type hiding struct {
	log   float64 // of the area under the profile, as a share of the floor's light
	sine  float64 // of the angle under which it is looked at across its line
	areaM float64 // of the profile, m
	at    floor.Point
}

// hidings measures a line stretch by stretch.
func (st *strand) hidings(eye floor.Vec3) (all []hiding) {
	for i := 0; i+stretch <= len(st.profiles); i += stretch {
		var areas, sines, light []float64
		for k := i; k < i+stretch; k++ {
			p := &st.profiles[k]
			if !p.known {
				continue
			}
			across := toLeft(tangent(st.line, st.closed, k))
			aside := (floor.Point{X: eye.X, Y: eye.Y}).Sub(st.line[k]).Dot(across)
			right, left := p.floors()
			areas = append(areas, p.area(st.direction))
			sines = append(sines, eye.Z/math.Hypot(aside, eye.Z))
			light = append(light, (right[0]+left[0])/2)
		}
		if area := median(areas); 2*len(areas) >= stretch && area > 0 && median(light) > 0 {
			all = append(all, hiding{math.Log(area / median(light)), median(sines), area, st.line[i+stretch/2]})
		}
	}
	return all
}

// round returns how thick a strand is that is a round cord, in m; false where it
// is flat, or where nothing tells.
func (st *strand) round(eye floor.Vec3) (thickM float64, ok bool) {
	all := st.hidings(eye)
	power, sigma, ok := powerOf(all)
	contrast := st.contrast.dot(st.direction)
	if !ok || contrast <= 0 || (2*power-1)/(2*(sigma*sigma+unevenPower*unevenPower)) < roundOdds {
		return 0, false
	}
	var thick []float64
	for _, h := range all {
		thick = append(thick, h.areaM*h.sine/contrast)
	}
	return median(thick), true
}

// powerOf is the power of 1/sine that the areas follow and its standard
// deviation.
func powerOf(all []hiding) (power, sigma float64, ok bool) {
	return slope(all, func(h hiding) float64 { return -math.Log(h.sine) })
}

// slope is how the logarithm of the areas goes with something: the median of the
// slopes between any two stretches (Theil 1950, Sen 1968), which a stretch that
// is hidden does not change.
func slope(all []hiding, with func(hiding) float64) (power, sigma float64, ok bool) {
	var slopes, x []float64
	for i, a := range all {
		x = append(x, with(a))
		for j, b := range all[:i] {
			if turn := x[i] - x[j]; math.Abs(turn) > leastTurn {
				slopes = append(slopes, (a.log-b.log)/turn)
			}
		}
	}
	if len(all) < 4 || len(slopes) < len(all) {
		return 0, 0, false
	}
	power = median(slopes)
	middle, spread := median(x), 0.0
	var level, off []float64
	for i, a := range all {
		level = append(level, a.log-power*x[i])
		spread += (x[i] - middle) * (x[i] - middle)
	}
	for _, l := range level {
		off = append(off, math.Abs(l-median(level)))
	}
	return power, 1.48 * median(off) / math.Sqrt(spread), true
}

// laid is where a round strand lies: what is seen of it is half its thickness
// above the floor, and looks as if it lay farther from the camera.
func (st *strand) laid(thickM float64, eye floor.Vec3) []floor.Point {
	line := make([]floor.Point, len(st.line))
	for i, p := range st.line {
		line[i] = p.Add((floor.Point{X: eye.X, Y: eye.Y}).Sub(p).Scale(thickM / 2 / eye.Z))
	}
	return line
}
