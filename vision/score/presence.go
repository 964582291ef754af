package score

import "nabij/vision"

// Presence is how steadily one person is there in a clip that holds exactly
// one in every frame.
type Presence struct {
	Frames      int     `json:"frames"`
	CountedFrom int     `json:"counted_from"`
	PresentPct  float64 `json:"present_pct"`
	SeveralPct  float64 `json:"more_than_one_pct"`
	Names       int     `json:"names"`
}

// The first frames may be used to become sure; a box over more than so much of
// the picture is no person.
const (
	sureAfter  = 30
	mostOfArea = 0.7
)

// MeasurePresence judges the boxes of a clip of so many frames and that size.
func MeasurePresence(track []BoxRow, frames int, size vision.Size) Presence {
	area := float64(size.Width * size.Height)
	at := map[int]map[int]int{} // boxes by frame and name
	start := min(sureAfter+1, frames)
	for _, r := range track {
		if a := r.Box.Width * r.Box.Height; a <= 0 || a > mostOfArea*area {
			continue
		}
		if at[r.Frame] == nil {
			at[r.Frame] = map[int]int{}
		}
		at[r.Frame][r.ID]++
		start = min(start, r.Frame)
	}
	here, several, names := 0, 0, map[int]bool{}
	for frame := start; frame <= frames; frame++ {
		boxes := 0
		for id, n := range at[frame] {
			boxes += n
			names[id] = true
		}
		if boxes > 0 {
			here++
		}
		if boxes > 1 {
			several++
		}
	}
	counted := frames - start + 1
	return Presence{frames, start, round(percent(here, counted), 2), round(percent(several, counted), 2), len(names)}
}
