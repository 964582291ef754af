package words

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// sample is a value for a verb.
func sample(verb byte, n int) any {
	switch verb {
	case 'd', 'o', 'x':
		return 12 + n
	case 'f', 'g':
		return 3.25 + float64(n)
	}
	return fmt.Sprintf("Iets %d", n) // a name, which no catalogue has
}

// samples are values for the verbs of a sentence, in their order.
func samples(sentence string) (values []any) {
	for _, place := range verb.FindAllString(sentence, -1) {
		if v := place[len(place)-1]; v != '%' {
			values = append(values, sample(v, len(values)))
		}
	}
	return values
}

// TestEveryFaultIsRetold says every sentence that may be retold in English, as
// it is wrapped on its way, and finds it again.
func TestEveryFaultIsRetold(t *testing.T) {
	english, dutch := For(English), For(Dutch)
	for _, e := range expected() {
		values := samples(english.Say(e.id))
		said, want := english.Sayf(e.id, values...), dutch.Sayf(e.id, values...)
		if strings.Contains(said, "%!") || strings.Contains(want, "%!") {
			t.Errorf("%s does not take its values: %q, %q", e.id, said, want)
		}
		if got := dutch.Retell(said); got != want {
			t.Errorf("%q is retold %q, want %q", said, got, want)
		}
		if got := dutch.Retell(`"a: b.yaml": ` + said); got != `"a: b.yaml": `+want {
			t.Errorf("%q is retold %q in a chain", said, got)
		}
		if got := english.Retell(said); got != said {
			t.Errorf("%q is retold %q in English", said, got)
		}
	}
}

func TestRetellKeepsPlacesAndNames(t *testing.T) {
	for said, want := range map[string]string{
		`room.yaml:14: zones[1].outline: 2 points, want at least 3; room.yaml:15: colour: unknown key`: `room.yaml:14: zones[1].outline: 2 punten; nodig zijn er minstens 3; room.yaml:15: colour: onbekende sleutel`,
		`few.yaml:5: floor.points: 3 points, want at least 4`:                                          `few.yaml:5: floor.points: 3 punten; nodig zijn er minstens 4`,
		`line.yaml: floor: the floor points lie in one line, or nearly`:                                `line.yaml: floor: de vloerpunten liggen (bijna) op één lijn`,
		`a.yaml:1: floor: missing; a.yaml:2: keys: unknown key`:                                        `a.yaml:1: floor: ontbreekt; a.yaml:2: keys: onbekende sleutel`,
		`open record "a.nabij": damaged: database disk image is malformed`:                             `opname "a.nabij" openen: beschadigd: database disk image is malformed`,
		`open record "damaged: empty.nabij": wrong passphrase`:                                         `opname "damaged: empty.nabij" openen: deze wachtzin past niet`,
		`open record "a.nabij": cut off after 1204 scenes (12:03:11)`:                                  `opname "a.nabij" openen: afgebroken na 1204 scènes (12:03:11)`,
		`open camera "C270": another program is using it`:                                              `camera "C270" openen: een ander programma gebruikt haar`,
		`write "/dev/full": no space left on device`:                                                   `"/dev/full" schrijven: er is geen ruimte meer op de schijf`,
		`invalid argument "x" for "--people" flag: strconv.ParseInt: parsing "x": invalid syntax`:      `waarde "x" past niet bij optie "--people": "x" is geen geheel getal`,
		`sheets 1 and 2 are 1.50 m apart, not 9.00 m`:                                                  `de vellen 1 en 2 liggen 1,50 m uit elkaar, niet 9,00 m`,
		`something that nobody foresaw`:                                                                `something that nobody foresaw`,
		``:                                                                                             ``,
		`: `:                                                                                           `: `,
	} {
		if got := For(Dutch).Retell(said); got != want {
			t.Errorf("%q is retold %q, want %q", said, got, want)
		}
	}
}

func TestSayfWritesNumbersAsTheLanguageDoes(t *testing.T) {
	if got := For(Dutch).Sayf("say_floor_camera", 1.5, -0.25, 2.0); got != "camera op x 1,50 m, y -0,25 m, 2,00 m boven de vloer" {
		t.Errorf("said %q", got)
	}
	if got := For(English).Sayf("say_floor_camera", 1.5, -0.25, math.NaN()); got != "camera at x 1.50 m, y -0.25 m, NaN m above the floor" {
		t.Errorf("said %q", got)
	}
	if got := For(Dutch).Sayf("fail_record", "a", errors.New("damaged")); got != `opname "a": beschadigd` {
		t.Errorf("said %q", got)
	}
}

func TestTroubleIsSaidWithWhatToDo(t *testing.T) {
	_, missing := os.Open("no such file.csv")
	for said, err := range map[string]error{
		`"no such file.csv": dit bestand of deze map is er niet`: missing,
		`tafel: beschadigd. Doe het nog eens.`:                   advised{fmt.Errorf("tafel: %w", errors.New("damaged")), "Doe het nog eens."},
		`beschadigd; leeg`:                                       errors.Join(errors.New("damaged"), errors.New("empty")),
		`opname "a" openen: deze wachtzin past niet. Maak ruimte op de schijf, of kies een andere.`: advised{errors.New(`open record "a": wrong passphrase`), "make room on the disk, or choose another one"},
	} {
		if got := For(Dutch).Trouble(err); got != said {
			t.Errorf("said %q, want %q", got, said)
		}
	}
}

type advised struct {
	error
	hint string
}

func (a advised) Hint() string { return a.hint }

func FuzzRetell(f *testing.F) {
	f.Add(`room.yaml:14: zones[1].outline: 2 points, want at least 3; "x\": y": damaged`)
	f.Add(`open record "a": cut off after 3 scenes (1)`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 120 {
			return
		}
		For(Dutch).Retell(text)
	})
}
