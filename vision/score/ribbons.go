package score

import (
	"fmt"
	"math"

	"nabij/vision/assign"
	"nabij/vision/floor"
)

// Ribbons is how well found zones follow the true ones.
type Ribbons struct {
	Each    []RibbonMatch `json:"ribbons"` // one per true zone
	Missed  int           `json:"ribbons_missed"`
	TooMany int           `json:"ribbons_extra"`
}

// RibbonMatch is a true zone and what was found of it; all but its name and
// kind is nil where nothing was.
type RibbonMatch struct {
	Truth  string   `json:"truth"`
	Kind   string   `json:"kind"`
	Closed *bool    `json:"closed,omitempty"`
	Found  *string  `json:"found"`
	Colour string   `json:"colour,omitempty"` // "red as orange"
	Right  *bool    `json:"right,omitempty"`  // colour and closedness
	MeanCM *float64 `json:"mean_cm,omitempty"`
	P95CM  *float64 `json:"p95_cm,omitempty"`
}

// The cost in cm of taking a zone of another colour or closedness for this
// one, and the cost above which nothing was found.
const (
	otherCM   = 500
	nothingCM = 20
)

// MeasureRibbons compares found zones with the true ones by the distance
// between their centre lines, both ways.
func MeasureRibbons(truth, found []floor.Zone) Ribbons {
	matches := make([][]RibbonMatch, len(truth))
	cost := make([][]float64, len(truth))
	for i, t := range truth {
		for _, f := range found {
			m := match(t, f)
			matches[i] = append(matches[i], m)
			c := *m.MeanCM
			if !*m.Right {
				c += otherCM
			}
			cost[i] = append(cost[i], c)
		}
	}
	r := Ribbons{Each: []RibbonMatch{}, TooMany: len(found)}
	pairs := assign.Least(cost)
	for i, t := range truth {
		if j := pairs[i]; j >= 0 && cost[i][j] <= nothingCM {
			r.Each = append(r.Each, matches[i][j])
			r.TooMany--
			continue
		}
		r.Each = append(r.Each, RibbonMatch{Truth: t.Name, Kind: string(t.Kind)})
		r.Missed++
	}
	return r
}

func match(t, f floor.Zone) RibbonMatch {
	there, back := lineDistances(t, f), lineDistances(f, t)
	meanCM := round(50*(mean(there)+mean(back)), 1)
	p95CM := round(100*Percentile(append(there, back...), 95), 1)
	right := t.Closed == f.Closed && t.Color == f.Color
	return RibbonMatch{
		Truth: t.Name, Kind: string(t.Kind), Closed: &t.Closed, Found: &f.Name,
		Colour: fmt.Sprintf("%s as %s", t.Color, f.Color),
		Right:  &right,
		MeanCM: &meanCM, P95CM: &p95CM,
	}
}

// lineDistances returns how far from b's centre line a's is, in metres, every
// centimetre along it.
func lineDistances(a, b floor.Zone) []float64 {
	const stepM = 0.01
	outline := a.Outline
	if a.Closed {
		outline = append(append([]floor.Point{}, outline...), outline[0])
	}
	distances := []float64{math.Abs(b.Distance(outline[0]))}
	for i := 1; i < len(outline); i++ {
		from, way := outline[i-1], outline[i].Sub(outline[i-1])
		n := max(1, int(math.Ceil(way.Norm()/stepM)))
		for k := 1; k <= n; k++ {
			at := from.Add(way.Scale(float64(k) / float64(n)))
			distances = append(distances, math.Abs(b.Distance(at)))
		}
	}
	return distances
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
