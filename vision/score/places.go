package score

import (
	"math"
	"slices"

	"nabij/vision/assign"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// The definitions.
const (
	GateM   = 0.5   // a track nearer than this to a person is that person
	chi2_95 = 5.991 // of two degrees of freedom
	bandM   = 0.10  // nearer than this to a ribbon, inside or outside is not judged
)

// Places is how well a track tells where people were. Percentages are of the
// rows that the names say, distances in cm; nil where there was nothing to
// measure.
type Places struct {
	TruthRows     int                 `json:"truth_rows"`
	TrackRows     int                 `json:"track_rows"`
	People        int                 `json:"people"`
	NamesUsed     int                 `json:"names_used"`
	RecallPct     float64             `json:"recall_pct"`
	FalsePer100   float64             `json:"false_persons_per_100_frames"`
	Switches      int                 `json:"id_switches"`
	IDF1Pct       float64             `json:"idf1_pct"`
	MOTAPct       float64             `json:"mota_pct"`
	RecallByKind  map[string]float64  `json:"recall_by_kind_pct"`
	ErrorCM       map[string]SpreadCM `json:"error_cm"`
	PairErrorCM   SpreadCM            `json:"pair_distance_error_cm"`
	CoversPct     *float64            `json:"ellipse_95_covers_pct"`
	ZoneRightPct  *float64            `json:"zone_state_right_pct"`
	ZoneCounts    ZoneCounts          `json:"zone_counts"`
	EllipseCounts [2]int              `json:"ellipse_counts"` // covered, of
	PostureRight  *float64            `json:"posture_right_pct"`
	HeightErrorCM *float64            `json:"height_error_cm"`
	*Ribbons

	counted *tally
}

// ZoneCounts counts how often a person's state was right, inside closed zones
// and outside them.
type ZoneCounts struct {
	InsideRight  int `json:"inside right"`
	Inside       int `json:"inside"`
	OutsideRight int `json:"outside right"`
	Outside      int `json:"outside"`
}

// tally is what [MeasurePlaces] counts, frame by frame.
type tally struct {
	zones          []floor.Zone
	last           map[string]string    // the name that a person had
	seen           map[string]*[2]int   // found, of, by kind
	errors         map[string][]float64 // m, by kind
	pairs, heights []float64            // m
	zone           ZoneCounts
	covered        [2]int
	posture        [2]int
	switches       int
	falsePersons   int
	frames, agreed int
	rows           [2]int // of the truth, of the track
	names          [2]int // people, names used
}

// MeasurePlaces compares a track with the truth of its scene. Zones are the
// room's true ones.
func MeasurePlaces(truth []Truth, track []Found, zones []floor.Zone) Places {
	t := &tally{zones: zones, last: map[string]string{}, seen: map[string]*[2]int{}, errors: map[string][]float64{}}
	truthAt, trackAt := byFrame(truth, func(t Truth) int { return t.Frame }), byFrame(track, func(f Found) int { return f.Frame })
	frames := union(truthAt, trackAt)
	var names nameTable
	for _, frame := range frames {
		people, found := truthAt[frame], trackAt[frame]
		far := distances(people, found)
		names.add(people, found, far)
		t.frame(people, found, far)
	}
	t.frames, t.agreed = len(frames), names.agreed()
	t.rows, t.names = [2]int{len(truth), len(track)}, [2]int{len(names.people), len(names.names)}
	return t.places()
}

// places turns what was counted into figures.
func (t *tally) places() Places {
	found, people, told := t.count("all")[0], t.rows[0], t.rows[1]
	return Places{
		TruthRows: people, TrackRows: told, People: t.names[0], NamesUsed: t.names[1],
		RecallPct:    round(percent(found, people), 2),
		FalsePer100:  round(percent(t.falsePersons, t.frames), 2),
		Switches:     t.switches,
		IDF1Pct:      round(100*float64(2*t.agreed)/float64(max(1, people+told)), 2),
		MOTAPct:      round(100*(1-float64(people-found+t.falsePersons+t.switches)/float64(max(1, people))), 2),
		RecallByKind: t.recalls(), ErrorCM: t.spreads(), PairErrorCM: spread(t.pairs),
		CoversPct: share(t.covered, 1), ZoneRightPct: t.zone.right(), ZoneCounts: t.zone, EllipseCounts: t.covered,
		PostureRight: share(t.posture, 1), HeightErrorCM: medianCM(t.heights),
		counted: t,
	}
}

// distances returns the distance in metres of every person to every track.
func distances(people []Truth, found []Found) [][]float64 {
	far := make([][]float64, len(people))
	for i, p := range people {
		far[i] = make([]float64, len(found))
		for j, f := range found {
			far[i][j] = p.At.Distance(f.Place.At)
		}
	}
	return far
}

// frame counts one frame.
func (t *tally) frame(people []Truth, found []Found, far [][]float64) {
	got := t.match(people, found, far)
	t.falsePersons += len(found)
	for i, p := range people {
		kinds := []string{sightKind(p), "all"}
		for _, kind := range kinds {
			t.count(kind)[1]++
		}
		if got[i] < 0 {
			continue
		}
		t.falsePersons--
		for _, kind := range kinds {
			t.count(kind)[0]++
		}
		t.person(p, found[got[i]], far[i][got[i]])
		for h := range i {
			if got[h] >= 0 {
				was := people[h].At.Distance(p.At)
				is := found[got[h]].Place.At.Distance(found[got[i]].Place.At)
				t.pairs = append(t.pairs, math.Abs(was-is))
			}
		}
	}
}

// match pairs people with tracks and returns the index of each one's track, or
// -1.
func (t *tally) match(people []Truth, found []Found, far [][]float64) []int {
	cost := make([][]float64, len(people))
	for i, p := range people {
		cost[i] = slices.Clone(far[i])
		for j, f := range found {
			switch {
			case far[i][j] >= GateM:
				cost[i][j] += 1e3
			case t.last[p.Person] == f.Person:
				cost[i][j] -= 10 // keep the pair of the frame before
			}
		}
	}
	got := assign.Least(cost)
	for i, j := range got {
		if j >= 0 && far[i][j] >= GateM {
			got[i] = -1
		}
	}
	return got
}

// person counts one person who was found, far metres off.
func (t *tally) person(p Truth, f Found, far float64) {
	if p.Visible >= 0.5 && !p.Changing {
		t.posture[1]++
		if f.Posture == p.Posture {
			t.posture[0]++
		}
	}
	if p.Visible >= 0.5 && p.HeightM != 0 && f.HeightM != 0 {
		t.heights = append(t.heights, math.Abs(p.HeightM-f.HeightM))
	}
	if name, ok := t.last[p.Person]; ok && name != f.Person {
		t.switches++
	}
	t.last[p.Person] = f.Person
	for _, kind := range errorKinds(p) {
		t.errors[kind] = append(t.errors[kind], far)
	}
	t.covered[1]++
	if f.Place.Cov.Mahalanobis2(f.Place.At.Sub(p.At)) <= chi2_95 {
		t.covered[0]++
	}
	t.inZones(p, f)
}

func (t *tally) inZones(p Truth, f Found) {
	for _, z := range t.zones {
		if !z.Closed || math.Abs(z.Distance(p.At)) < bandM {
			continue
		}
		said := slices.Contains(f.Zones, z.Name)
		if z.Inside(p.At) {
			t.zone.Inside++
			if said {
				t.zone.InsideRight++
			}
			continue
		}
		t.zone.Outside++
		if !said {
			t.zone.OutsideRight++
		}
	}
}

// hiddenBelow is the share of a body in sight under which it counts as hidden.
const hiddenBelow = 0.2

func sightKind(p Truth) string {
	switch {
	case p.Visible < hiddenBelow:
		return "hidden"
	case slices.Contains([]scene.Posture{scene.Curled, scene.Crouch, scene.SitFloor, scene.Lying}, p.Posture):
		return "low"
	}
	return string(p.Posture)
}

func errorKinds(p Truth) []string {
	switch {
	case p.Visible < hiddenBelow:
		return []string{"all", "hidden"}
	case p.Posture == scene.SitChair:
		return []string{"all", "chair"}
	case p.Posture != scene.Stand && p.Posture != scene.Walk:
		return []string{"all", "low"}
	case p.Feet >= 0.5:
		return []string{"all", "upright", "upright, feet seen"}
	}
	return []string{"all", "upright", "upright, feet hidden"}
}
