package letters

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNamesOfEuropeCanBeWritten(t *testing.T) {
	for _, name := range []string{"Anaïs Đorđević", "Łukasz Żółć", "Ελένη Παπαδοπούλου", "Юлия Щербакова", "Ѓорѓи", "Þórður", "±·…–"} {
		if got := Shown(name); got != name {
			t.Errorf("%q is written %q", name, got)
		}
	}
}

func TestMissingLettersAreShownAsBoxes(t *testing.T) {
	if got := Shown("李 A\n🙂"); got != "□ A □" {
		t.Errorf("written %q, want %q", got, "□ A □")
	}
	if Width("李", 10, false) <= 0 {
		t.Error("a missing letter has no width")
	}
}

func TestWidthGrowsWithSizeAndWeight(t *testing.T) {
	w := Width("Praktijkruimte", 20, false)
	if w2 := Width("Praktijkruimte", 40, false); w2 < 1.999*w || w2 > 2.001*w {
		t.Errorf("twice the size is %g wide, want twice %g", w2, w)
	}
	if Width("Praktijkruimte", 20, true) <= w {
		t.Error("bold is no wider than regular")
	}
}

func TestFitFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[A-Za-zéλЖ ]{0,40}`).Draw(t, "words")
		room := rapid.Float64Range(20, 400).Draw(t, "room")
		got := Fit(words, 16, true, room)
		if Width(got, 16, true) > room {
			t.Fatalf("%q is wider than %g px", got, room)
		}
		if got != words && !strings.HasSuffix(got, "…") {
			t.Fatalf("%q was cut to %q without a sign of it", words, got)
		}
	})
}

func TestWrapKeepsEveryWord(t *testing.T) {
	const words = "Er komt geen nieuw beeld van de camera."
	got := Wrap(words, 16, false, 160, 5)
	if len(got) < 2 || strings.Join(got, " ") != words {
		t.Errorf("wrapped as %q", got)
	}
	for _, line := range got {
		if Width(line, 16, false) > 160 {
			t.Errorf("%q is wider than 160 px", line)
		}
	}
	if got := Wrap(words, 16, false, 160, 1); len(got) != 1 || !strings.HasSuffix(got[0], "…") {
		t.Errorf("in one line: %q", got)
	}
}
