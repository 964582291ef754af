package words

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Number returns a number with so many decimals, with the language's decimal
// sign.
func (s *Speaker) Number(v float64, decimals int) string {
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if s.lang == Dutch {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// Metres returns a length and how far it may be off (half a 95 % interval),
// both in m, no finer than was measured: "1.24 ± 0.07 m", "2.6 ± 0.3 m".
func (s *Speaker) Metres(v, sigma float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) || math.IsNaN(sigma) || math.IsInf(sigma, 0) {
		return "?"
	}
	off, decimals := 1.96*sigma, 2
	if off >= 0.2 {
		decimals = 1
	}
	// What is measured better than a centimetre is still not said finer.
	off = max(off, 0.01)
	return s.Number(v, decimals) + " ± " + s.Number(off, decimals) + " m"
}

// Clock returns a time within a session as m:ss, or h:mm:ss from an hour on.
func (s *Speaker) Clock(t time.Duration) string {
	sec := int(max(0, t) / time.Second)
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	if sec < 3600 {
		return strconv.Itoa(sec/60) + ":" + two(sec%60)
	}
	return strconv.Itoa(sec/3600) + ":" + two(sec/60%60) + ":" + two(sec%60)
}

// And joins names as the language does: "Anna, Bert en Carla".
func (s *Speaker) And(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + s.Say("and") + " " + names[last]
}

// Date returns a day as the language writes it: "22 november 2026", "22
// November 2026".
func (s *Speaker) Date(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + s.Say(ID("month_"+strconv.Itoa(int(t.Month())))) + " " + strconv.Itoa(t.Year())
}
