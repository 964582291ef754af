package guide

import (
	"math"
	"strconv"
	"strings"

	"nabij/vision"
	"nabij/vision/floor"
)

func to(v, unit float64) float64 { return math.Round(v*unit) / unit }

// rounded writes points as finely as they mean something: a thousandth of a px
// and a hundredth of a millimetre.
func rounded(points []floor.Correspondence) []floor.Correspondence {
	out := make([]floor.Correspondence, len(points))
	for i, p := range points {
		out[i].Picture = vision.Pixel{U: to(p.Picture.U, 1e3), V: to(p.Picture.V, 1e3)}
		out[i].Floor = floor.Point{X: to(p.Floor.X, 1e5), Y: to(p.Floor.Y, 1e5)}
	}
	return out
}

// number reads a number as people write it: 1.5, 1,5, with or without m.
func number(text string) (v float64, ok bool) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "m"))
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}
