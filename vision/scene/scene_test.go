package scene

import (
	"reflect"
	"testing"
	"time"

	"nabij/vision/floor"
)

// TestAlike changes every field of a scene and of all that is in it.
func TestAlike(t *testing.T) {
	full := func() Scene {
		return Scene{
			Frame: 1, People: []Person{{Name: "A", Zones: []string{"veilig"}}}, Pairs: []Pair{{A: "A", B: "B"}},
			Borders: []Border{{Person: "A", Zone: "veilig"}}, Notices: []Notice{{Kind: Hidden, People: []string{"A"}}},
		}
	}
	a, later := full(), full()
	later.Frame, later.At, later.Clock = 9, time.Second, time.Unix(9, 0)
	if !a.Alike(&later) {
		t.Error("the time alone makes a difference")
	}
	for name, of := range map[string]func(s *Scene) any{
		"person": func(s *Scene) any { return &s.People[0] }, "pair": func(s *Scene) any { return &s.Pairs[0] },
		"border": func(s *Scene) any { return &s.Borders[0] }, "notice": func(s *Scene) any { return &s.Notices[0] },
	} {
		for i := range reflect.TypeOf(of(&a)).Elem().NumField() {
			b := full()
			field := reflect.ValueOf(of(&b)).Elem().Field(i)
			switch v := field.Addr().Interface().(type) {
			case *string:
				*v += "x"
			case *Posture:
				*v += "x"
			case *NoticeKind:
				*v += "x"
			case *float64:
				*v += 0.1
			case *bool:
				*v = !*v
			case *[]string:
				*v = append(*v, "x")
			case *floor.Place:
				v.Cov.XY += 0.1
			default:
				field.Field(0).SetFloat(1) // a box
			}
			if a.Alike(&b) || b.Alike(&a) {
				t.Errorf("field %d of a %s makes no difference", i, name)
			}
		}
	}
	for i, change := range []func(s *Scene){
		func(s *Scene) { s.People = nil }, func(s *Scene) { s.Pairs = nil }, func(s *Scene) { s.Borders = nil }, func(s *Scene) { s.Notices = nil },
	} {
		b := full()
		if change(&b); a.Alike(&b) {
			t.Errorf("list %d is no matter", i)
		}
	}
}
