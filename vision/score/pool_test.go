package score

import (
	"reflect"
	"testing"

	"nabij/vision/floor"
)

// shifted is a scene as if it came later and with other people.
func shifted(truth []Truth, track []Found, frames int) ([]Truth, []Found) {
	var t []Truth
	var f []Found
	for _, row := range truth {
		row.Frame, row.Person = row.Frame+frames, row.Person+"'"
		t = append(t, row)
	}
	for _, row := range track {
		row.Frame, row.Person = row.Frame+frames, row.Person+"'"
		f = append(f, row)
	}
	return t, f
}

// TestPoolIsOneLongScene takes two scenes together as if the second came after
// the first, with people of its own.
func TestPoolIsOneLongScene(t *testing.T) {
	truth, track := fixture(t)
	moved := append([]Found(nil), track...)
	for i := range moved {
		moved[i].Place.At = moved[i].Place.At.Add(floor.Point{X: 0.07, Y: -0.02})
	}
	pooled := Pool([]Places{MeasurePlaces(truth, track, trueZones), MeasurePlaces(truth, moved, trueZones)})
	truth2, track2 := shifted(truth, moved, 100000)
	whole := MeasurePlaces(append(truth, truth2...), append(track, track2...), trueZones)
	pooled.counted, whole.counted = nil, nil
	if !reflect.DeepEqual(pooled, whole) {
		t.Errorf("got  %+v\nwant %+v", pooled, whole)
	}
}

func TestOffOfSeveralKinds(t *testing.T) {
	truth, track := fixture(t)
	p := MeasurePlaces(truth, track, trueZones)
	both := p.OffCM("upright, feet seen", "upright, feet hidden")
	if want := p.ErrorCM["upright"]; !reflect.DeepEqual(both, want) {
		t.Errorf("got %+v, want %+v", both, want)
	}
}
