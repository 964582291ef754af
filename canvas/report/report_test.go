package report_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/golden"
	"nabij/canvas/report"
	"nabij/canvas/still"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/steps"
)

func room() floor.Room {
	return floor.Room{
		Name: "Praktijkruimte",
		Points: []floor.Correspondence{
			{Floor: floor.Point{X: 0, Y: 0}}, {Floor: floor.Point{X: 5, Y: 0}},
			{Floor: floor.Point{X: 5, Y: 4}}, {Floor: floor.Point{X: 0, Y: 4}},
		},
		Zones: []floor.Zone{{
			Name: "veilig", Color: "red", Kind: floor.Ribbon, Closed: true, WidthM: 0.03,
			Outline: []floor.Point{{X: 0.8, Y: 1.4}, {X: 2.4, Y: 1.3}, {X: 2.6, Y: 2.8}, {X: 1, Y: 3}},
		}},
	}
}

// session tells a report of twelve minutes in which one person stays and the
// others come nearer in steps.
func session(names []string, moments []scene.Moment) *report.Report {
	r := report.New(report.Info{
		Room: room(), Began: time.Date(2026, 11, 22, 14, 5, 0, 0, time.UTC),
		Record: "k-2026-11-22.nabij", Seal: "4f1c 88a0 93d2", Moments: moments,
	})
	for at := time.Duration(0); at <= 12*time.Minute; at += time.Second / 5 {
		s := scene.Scene{At: 30*time.Second + at}
		for i, name := range names {
			leg := math.Floor(at.Minutes()) + min(1, 4*math.Mod(at.Minutes(), 1))
			p := floor.Point{X: 1.6, Y: 2.1}
			if i > 0 {
				p = floor.Point{X: 4.6 - 0.2*leg*math.Cos(float64(i)), Y: 0.8 + float64(i)/3 + 0.5*math.Sin(leg/2+float64(i))}
			}
			person := scene.Person{Name: name, Seen: at.Minutes() < 9 || i > 0, Place: floor.Place{At: p, Cov: floor.Round(0.04 + 0.02*float64(i))}}
			if i == 0 {
				person.Zones = []string{"veilig"}
			}
			s.People = append(s.People, person)
		}
		for i := range s.People {
			for j := i + 1; j < len(s.People); j++ {
				a, b := s.People[i], s.People[j]
				d := b.Place.At.Sub(a.Place.At)
				s.Pairs = append(s.Pairs, scene.Pair{A: a.Name, B: b.Name, DistanceM: d.Norm(), VarM2: a.Place.Cov.Add(b.Place.Cov).Along(d)})
			}
		}
		r.Add(s)
	}
	return r
}

func someMoments() []scene.Moment {
	at := func(min float64) time.Duration { return 30*time.Second + time.Duration(min*float64(time.Minute)) }
	nan := math.NaN()
	return []scene.Moment{
		{At: at(8.1), Voice: scene.Client, Kind: scene.D1, Word: "halt", Person: "Anna", Other: "Bert", DistanceM: 1.62, VarM2: 0.003},
		{At: at(2.2), Voice: scene.Client, Kind: scene.Mark, Word: "hier is het goed", Person: "Anna", DistanceM: nan},
		{At: at(5.5), Voice: scene.Therapist, Kind: scene.Mark, Word: "kleine stap, en dan: wat merk je?", Person: "Bert", DistanceM: nan},
		{At: at(9.4), Voice: scene.Client, Kind: scene.D2, Person: "Anna", Other: "Bert", DistanceM: 1.21, VarM2: 0.004},
	}
}

func TestReportLooksAsItDid(t *testing.T) {
	for _, lang := range words.Languages() {
		for i, page := range session([]string{"Anna", "Bert"}, someMoments()).Pages(lang) {
			img, err := still.Image(page)
			if err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, fmt.Sprintf("%s-%d", lang, i+1), img)
		}
	}
}

func text(pages []*canvas.List) string {
	var all strings.Builder
	for _, page := range pages {
		for _, op := range page.Ops {
			if t, is := op.(canvas.Text); is {
				all.WriteString(t.Words + "\n")
			}
		}
	}
	return all.String()
}

func TestReportHasTwoToFourPages(t *testing.T) {
	many := make([]scene.Moment, 300)
	for i := range many {
		many[i] = scene.Moment{At: time.Duration(i) * time.Second, Word: "woord", DistanceM: math.NaN()}
	}
	everyone := []string{"Anna", "Bert", "Carla", "Dirk", "Els", "Farid", "Griet", "Hans"}
	for name, r := range map[string]*report.Report{
		"nothing": report.New(report.Info{}), "two people": session([]string{"Anna", "Bert"}, someMoments()),
		"everything": session(everyone, many),
	} {
		pages := r.Pages(words.Dutch)
		if len(pages) < 2 || len(pages) > 4 {
			t.Errorf("%s: %d pages, want two to four", name, len(pages))
		}
		var out bytes.Buffer
		if err := still.PDF(&out, pages...); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for n, page := range pages {
			for _, op := range page.Ops {
				if text, is := op.(canvas.Text); is && (text.At.Y > page.Height || text.At.X > page.Width || text.At.X < 0) {
					t.Errorf("%s: page %d writes %q beyond its edge", name, n+1, text.Words)
				}
			}
		}
	}
}

func TestReportSaysWhatWasMarkedAndMeasured(t *testing.T) {
	said := text(session([]string{"Anna", "Bert"}, someMoments()).Pages(words.Dutch))
	for _, want := range []string{
		"22 november 2026", "“hier is het goed”", "“halt” · ongemakkelijk (D1)", "1,62 ± 0,11 m",
		"veilig 12:00", "4f1c 88a0 93d2", "Anna 0,10 m",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

func TestReportJudgesNobody(t *testing.T) {
	for _, lang := range words.Languages() {
		for _, line := range strings.Split(text(session([]string{"Anna", "Bert"}, nil).Pages(lang)), "\n") {
			if word := words.Judges(line); word != "" {
				t.Errorf("%s: %q judges: %q", lang, line, word)
			}
		}
	}
}

func TestReportSaysWhatWasNotRecorded(t *testing.T) {
	r := report.New(report.Info{
		Room: room(), Title: "De cirkel", Seal: "4f1c 88a0 93d2", Additions: 2,
		People: []report.Person{{Name: "Anna", Role: scene.Client}},
		Laid:   []time.Duration{6 * time.Minute}, Gaps: []steps.Span{{From: time.Minute, To: 2 * time.Minute}},
		Moments: []scene.Moment{{At: time.Minute, Voice: scene.Client, Word: strings.TrimSpace(strings.Repeat("zo ver en niet verder ", 8)), DistanceM: math.NaN()}},
	})
	for at := time.Duration(0); at < 15*time.Second; at += time.Second {
		s := scene.Scene{At: at, People: []scene.Person{{Name: "Anna", Seen: true}, {Name: "Bert", Seen: true}}}
		if at > 10*time.Second {
			s.Notices = []scene.Notice{{Kind: scene.FeetHidden, People: []string{"Anna"}}}
		}
		r.Add(s)
	}
	said := text(r.Pages(words.Dutch))
	for _, want := range []string{
		"De cirkel", "Anna (cliënt) en Bert", "opnieuw gelegd om 6:00", "niets opgenomen: 1:00–2:00.", "0:04 De voeten van iemand", "2 verbeteringen", "niet verder”",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %q:\n%s", want, said)
		}
	}
}

func TestRecoverySheetHoldsTheCode(t *testing.T) {
	for _, lang := range words.Languages() {
		page := report.Recovery("QZHBJ-R05G2", time.Date(2026, 11, 22, 14, 5, 0, 0, time.UTC), lang)
		if said := text([]*canvas.List{page}); !strings.Contains(said, "QZHBJ-R05G2\n") || !strings.Contains(said, "2026") || !strings.Contains(said, "--lost") {
			t.Errorf("%s: the sheet says %s", lang, said)
		}
	}
}

// TestNoWayRunsOverTheText lets somebody be seen twenty metres off for a
// moment: the line ends where the plan does.
func TestNoWayRunsOverTheText(t *testing.T) {
	r := report.New(report.Info{Room: room()})
	for i := range 1000 {
		at := floor.Point{X: 1 + float64(i%100)/40, Y: 2}
		if i == 500 {
			at = floor.Point{X: 4, Y: -20}
		}
		r.Add(scene.Scene{At: time.Duration(i) * time.Second / 5, People: []scene.Person{{Name: "Anna", Seen: true, Place: floor.Place{At: at}}}})
	}
	page := r.Pages(words.English)[0]
	key, ways := page.Height, 0
	for _, op := range page.Ops {
		if said, is := op.(canvas.Text); is && strings.HasPrefix(said.Words, "Lines: who walked") {
			key = said.At.Y - said.Size
		}
	}
	for _, op := range page.Ops {
		way, is := op.(canvas.Stroke)
		if !is || way.Color.R != canvas.Light().Look(0).Color.R {
			continue
		}
		ways++
		for _, at := range way.Path.Points {
			if at.Y > key || at.Y < 100 || at.X < 50 || at.X > page.Width-50 {
				t.Errorf("a way goes to %v; the text below begins at %.0f", at, key)
			}
		}
	}
	if ways < 5 || key == page.Height {
		t.Errorf("%d ways, key at %.0f", ways, key)
	}
}
