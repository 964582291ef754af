package main

import (
	"image"
	"slices"
	"testing"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/vision/scene"
	"nabij/vision/session"
)

func seen(names ...string) (s scene.Scene) {
	for _, n := range names {
		s.People = append(s.People, scene.Person{Name: n})
	}
	s.Pairs = scene.Pairs(s.People)
	return s
}

func TestCompanyNamesPeopleAndTellsTheRecord(t *testing.T) {
	c := newCompany()
	c.named(seen("A", "B"))
	guests := c.Guests()
	if len(guests) != 2 || guests[0].Name != "A" || guests[0].Look == guests[1].Look {
		t.Fatalf("guests %+v", guests)
	}
	guests[0].Name, guests[0].Role = "Anna", controls.RoleClient
	told := c.welcome(guests)
	if len(told) != 1 || told[0] != (session.Naming{Name: "A", As: "Anna", Role: "client", Look: "#0072b2 solid"}) {
		t.Fatalf("told %+v", told)
	}
	if s := c.named(seen("A", "B", "C")); s.People[0].Name != "Anna" || s.Pairs[0].A != "Anna" || s.People[2].Name != "C" {
		t.Errorf("named %+v", s)
	}
	if again := c.namings(); !slices.Equal(again, told) {
		t.Errorf("a record that begins now is told %+v", again)
	}
	c.exchange("Anna", "B")
	if s := c.named(seen("A", "B")); s.People[0].Name != "B" || s.People[1].Name != "Anna" {
		t.Errorf("after the exchange: %+v", s.People)
	}
}

// TestNamesThatChangePlaces renames two people to each other's names: never do
// both have the same.
func TestNamesThatChangePlaces(t *testing.T) {
	told := inTurn([]session.Naming{{Name: "A", As: "B"}, {Name: "B", As: "A"}})
	called := []string{"A", "B"}
	for _, n := range told {
		for i := range called {
			if called[i] == n.Name {
				called[i] = n.As
			}
		}
		if called[0] == called[1] {
			t.Fatalf("both are called %q", called[0])
		}
	}
	if called[0] != "B" || called[1] != "A" {
		t.Errorf("they are called %v", called)
	}
}

func TestLooksAreKeptAsText(t *testing.T) {
	for n := range 24 {
		look := canvas.Light().Look(n)
		if again, ok := lookOf(lookText(look)); !ok || again != look {
			t.Errorf("%v is read as %v", look, again)
		}
	}
	for _, text := range []string{"", "#12 solid", "#0072b2 wavy", "red"} {
		if _, ok := lookOf(text); ok {
			t.Errorf("%q is a look", text)
		}
	}
}

func canvasOf(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 7
	}
	return img
}

// TestThePeepholeKeepsNothing opens and closes it: what it held is overwritten.
func TestThePeepholeKeepsNothing(t *testing.T) {
	p := &peephole{}
	p.See(true)
	img := canvasOf(4, 4)
	p.picture = img
	if got := p.Picture(); got == nil || got.Pix[0] != 7 {
		t.Fatal("an open hole shows nothing")
	}
	p.See(false)
	if p.Picture() != nil || slices.Max(img.Pix) != 0 {
		t.Error("a closed hole still holds a picture")
	}
}

func TestLittleSpaceIsSeen(t *testing.T) {
	if free, known := freeBytes(t.TempDir() + "/not/there/yet"); !known || free == 0 {
		t.Errorf("%d bytes are free, known %v", free, known)
	}
}
