package words

import (
	"encoding/json"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nabij/vision/scene"
)

// catalogue returns every form of every sentence of a language, by name.
func catalogue(t *testing.T, lang Lang) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, name := range files {
		for id, forms := range oneCatalogue(t, name, lang) {
			if all[id] != nil {
				t.Errorf("%s is in two catalogues", id)
			}
			all[id] = forms
		}
	}
	return all
}

func oneCatalogue(t *testing.T, name string, lang Lang) map[string]map[string]string {
	t.Helper()
	raw, err := catalogues.ReadFile(name + string(lang) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var entries map[string]any
	if err := json.Unmarshal(raw, &entries); err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for id, entry := range entries {
		all[id] = map[string]string{}
		switch entry := entry.(type) {
		case string:
			all[id]["other"] = entry
		case map[string]any:
			for form, said := range entry {
				all[id][form], _ = said.(string)
			}
		}
	}
	return all
}

var field = regexp.MustCompile(`{{\s*\.(\w+)\s*}}`)

func fieldsOf(forms map[string]string) []string {
	found := map[string]bool{}
	for _, said := range forms {
		for _, m := range field.FindAllStringSubmatch(said, -1) {
			found[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// placesOf are the places for values of a sentence with those of package fmt:
// the verb of each value, in the order of the values.
func placesOf(sentence string) string {
	places := map[int]string{}
	next := 1
	for _, m := range verb.FindAllStringSubmatch(sentence, -1) {
		v := m[0][len(m[0])-1:]
		if v == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		places[next] = v
		next++
	}
	all := ""
	for i := range len(places) {
		all += "%" + places[i+1]
	}
	return all
}

// TestBothLanguagesHaveTheSamePlaces holds for the catalogues whose sentences
// take values as package fmt does: terminal and faults.
func TestBothLanguagesHaveTheSamePlaces(t *testing.T) {
	for _, name := range files[1:] {
		dutch := oneCatalogue(t, name, Dutch)
		for id, forms := range oneCatalogue(t, name, English) {
			if a, b := placesOf(dutch[id]["other"]), placesOf(forms["other"]); a != b {
				t.Errorf("%s takes %s in Dutch and %s in English", id, a, b)
			}
		}
	}
}

// TestEveryCatalogueIsRead holds the list of catalogues to what is embedded.
func TestEveryCatalogueIsRead(t *testing.T) {
	found, err := catalogues.ReadDir(".")
	if err != nil || len(found) != len(files)*len(Languages()) {
		t.Errorf("%d catalogues are embedded, %v; want %d", len(found), err, len(files)*len(Languages()))
	}
}

func TestBothLanguagesSayEverything(t *testing.T) {
	dutch, english := catalogue(t, Dutch), catalogue(t, English)
	for id := range dutch {
		if _, both := english[id]; !both {
			t.Errorf("%s is said in Dutch only", id)
		}
	}
	for id, forms := range english {
		nl, both := dutch[id]
		if !both {
			t.Errorf("%s is said in English only", id)
			continue
		}
		if a, b := fieldsOf(nl), fieldsOf(forms); !slices.Equal(a, b) {
			t.Errorf("%s has the fields %v in Dutch and %v in English", id, a, b)
		}
		if a, b := slices.Sorted(maps.Keys(nl)), slices.Sorted(maps.Keys(forms)); !slices.Equal(a, b) {
			t.Errorf("%s has the forms %v in Dutch and %v in English", id, a, b)
		}
		for form, said := range forms {
			if strings.TrimSpace(said) == "" || strings.TrimSpace(nl[form]) == "" {
				t.Errorf("%s says nothing", id)
			}
		}
	}
}

func TestNothingSaidJudges(t *testing.T) {
	for _, lang := range Languages() {
		for id, forms := range catalogue(t, lang) {
			for _, said := range forms {
				if word := Judges(said); word != "" {
					t.Errorf("%s, %s: %q judges: %q", lang, id, said, word)
				}
			}
		}
	}
}

func TestJudgesKnowsAJudgement(t *testing.T) {
	for _, said := range []string{
		"You are too close.", "Warning: zone left", "Score: 3", "a normal distance", "Te dichtbij", "Let op",
		"slechte afstand", "Overtreding van de grens", "De afstand is goed", "Stop!",
	} {
		if Judges(said) == "" {
			t.Errorf("%q passes as no judgement", said)
		}
	}
	for _, said := range []string{"Anna en Bert", "hier is het goed", "The camera has moved.", "Anna stapt dichterbij"} {
		if word := Judges(said); word != "" {
			t.Errorf("%q is taken for a judgement: %q", said, word)
		}
	}
}

func TestEveryNoticeHasASentence(t *testing.T) {
	kinds := []scene.NoticeKind{
		scene.CameraMoved, scene.LightChanged, scene.FeetHidden, scene.Hidden,
		scene.NameDoubt, scene.CameraStill, scene.RecordPaused, scene.DiskNearlyFull, scene.CameraGone, scene.CameraDark,
		scene.CameraTorn, scene.CameraResized, scene.CameraOther, scene.CameraSlow, scene.Slept, scene.ClockSet,
		scene.CameraFollowed, scene.CameraMirrored, scene.CameraStrange, scene.RibbonsSought, scene.RibbonsLaid, scene.RibbonsFailed,
	}
	for _, lang := range Languages() {
		for _, kind := range kinds {
			for _, people := range [][]string{nil, {"Anna"}, {"Anna", "Bert"}} {
				said := For(lang).Notice(scene.Notice{Kind: kind, People: people})
				if strings.Contains(said, "notice_") || strings.Contains(said, "{{") || strings.Contains(said, "no value") {
					t.Errorf("%s: %s about %v is said %q", lang, kind, people, said)
				}
			}
		}
	}
}

func TestNoticeNamesThePeople(t *testing.T) {
	n := scene.Notice{Kind: scene.Hidden, People: []string{"Anna", "Bert", "<Carla>"}}
	if got, want := For(Dutch).Notice(n), "Anna, Bert en <Carla> zijn even niet te zien en blijven op hun laatste plaats staan."; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	n.People = n.People[:1]
	if got, want := For(English).Notice(n), "Anna is out of sight for now and stays at the last place."; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestNumbersAsTheLanguageWritesThem(t *testing.T) {
	nl, en := For(Dutch), For(English)
	for _, c := range []struct{ got, want string }{
		{nl.Metres(1.238, 0.035), "1,24 ± 0,07 m"},
		{en.Metres(1.238, 0.035), "1.24 ± 0.07 m"},
		{en.Metres(2.61, 0.15), "2.6 ± 0.3 m"},
		{en.Metres(0.5, 0), "0.50 ± 0.01 m"},
		{en.Metres(math.NaN(), 1), "?"},
		{en.Clock(65 * time.Second), "1:05"},
		{en.Clock(3*time.Hour + 61*time.Second), "3:01:01"},
		{en.Clock(-time.Second), "0:00"},
		{nl.And(nil), ""},
		{en.And([]string{"A", "B"}), "A and B"},
	} {
		if c.got != c.want {
			t.Errorf("written %q, want %q", c.got, c.want)
		}
	}
}

func TestChooseFollowsTheSystem(t *testing.T) {
	for _, c := range []struct {
		asked, all, messages, lang string
		want                       Lang
	}{
		{"nl", "", "", "en_US.UTF-8", Dutch},
		{"en", "nl_NL", "", "nl_BE.UTF-8", English},
		{"", "", "", "nl_BE.UTF-8", Dutch},
		{"", "", "nl_NL", "en_US", Dutch},
		{"", "C", "", "nl_NL", English},
		{"", "", "", "", English},
		{"fr", "", "", "nl_NL", English},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.lang)
		if got := Choose(c.asked); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestUnknownSentenceShowsItsName(t *testing.T) {
	if got := For(Dutch).Say("no_such_sentence"); got != "no_such_sentence" {
		t.Errorf("said %q", got)
	}
}

// TestDutchIsSaidToAnEqual holds the Dutch sentences to one form of address.
func TestDutchIsSaidToAnEqual(t *testing.T) {
	formal := regexp.MustCompile(`\b(u|uw|uzelf|Uw)\b`)
	for id, forms := range catalogue(t, Dutch) {
		for _, said := range forms {
			if word := formal.FindString(said); word != "" {
				t.Errorf("%s says %q: %q", id, word, said)
			}
		}
	}
}
