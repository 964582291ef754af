package score

import (
	"io"
	"math"
	"strings"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Truth is where one person truly is in one frame.
type Truth struct {
	Frame         int
	Person        string
	At            floor.Point // m
	Posture       scene.Posture
	Changing      bool    // between two postures
	Visible, Feet float64 // share of the body and of the feet in sight, 0 to 1
	HeightM       float64 // the body's highest point; 0 where unknown
}

// postures are truth's words that differ from the track's.
var postures = map[string]scene.Posture{"walking": scene.Walk, "sit_floor_knees": scene.SitFloor}

// ReadTruth reads a truth table; name is what errors call it.
func ReadTruth(name string, r io.Reader) ([]Truth, error) {
	t, err := newTable(name, r, "frame", "person", "x_m", "y_m", "posture", "visible", "feet_visible", "height_m")
	if err != nil {
		return nil, err
	}
	var truth []Truth
	for t.next() {
		word, _, changing := strings.Cut(t.text("posture"), ":")
		posture, ok := postures[word]
		if !ok {
			posture = scene.Posture(word)
		}
		truth = append(truth, Truth{
			Frame: t.frame(), Person: t.text("person"),
			At:      floor.Point{X: t.number("x_m", 0), Y: t.number("y_m", 0)},
			Posture: posture, Changing: changing,
			Visible: t.number("visible", 0), Feet: t.number("feet_visible", 0), HeightM: t.number("height_m", 0),
		})
	}
	return truth, t.err
}

// Found is where one person was found in one frame.
type Found struct {
	Frame   int
	Person  string
	Place   floor.Place // m; a covariance of NaN covers nothing
	Posture scene.Posture
	HeightM float64 // 0 where unknown
	Zones   []string
}

// ReadTrack reads a track table; name is what errors call it. Rows without a
// place in metres are left out.
func ReadTrack(name string, r io.Reader) ([]Found, error) {
	t, err := newTable(name, r, "frame", "person", "x_m", "y_m")
	if err != nil {
		return nil, err
	}
	var track []Found
	for t.next() {
		if t.text("x_m") == "" {
			continue
		}
		f := Found{
			Frame: t.frame(), Person: t.text("person"), Posture: scene.Posture(t.text("posture")), HeightM: t.number("height_m", 0),
			Place: floor.Place{
				At:  floor.Point{X: t.number("x_m", 0), Y: t.number("y_m", 0)},
				Cov: floor.Cov{XX: t.number("var_xx_m2", math.NaN()), XY: t.number("var_xy_m2", math.NaN()), YY: t.number("var_yy_m2", math.NaN())},
			},
		}
		if zones := t.text("zones"); zones != "" {
			f.Zones = strings.Split(zones, ";")
		}
		track = append(track, f)
	}
	return track, t.err
}

// FoundIn returns where everybody is in scenes, as a track table says it.
func FoundIn(scenes []scene.Scene) []Found {
	var track []Found
	for _, s := range scenes {
		for _, p := range s.People {
			track = append(track, Found{s.Frame, p.Name, p.Place, p.Posture, p.HeightM, p.Zones})
		}
	}
	return track
}

// BoxesIn returns everybody's boxes in scenes; names are counted from 1 in the
// order of their first appearance.
func BoxesIn(scenes []scene.Scene) []BoxRow {
	var rows []BoxRow
	ids := map[string]int{}
	for _, s := range scenes {
		for _, p := range s.People {
			if !(p.Box.Area() > 0) {
				continue
			}
			if ids[p.Name] == 0 {
				ids[p.Name] = len(ids) + 1
			}
			rows = append(rows, BoxRow{s.Frame, ids[p.Name], p.Box})
		}
	}
	return rows
}
