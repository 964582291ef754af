package controls

import (
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/golden"
	"nabij/canvas/still"
	"nabij/canvas/words"
)

// TestGoldenPictures compares the panel with pictures that were looked at: in
// both languages, in two sizes, at 100 % and 200 %, in light and dark.
func TestGoldenPictures(t *testing.T) {
	replay := func(look Look, keys ...Key) *Panel {
		p := Replay(reel{}, look)
		p.Player().Select(25*time.Second, 35*time.Second)
		p.Player().Seek(32 * time.Second)
		p.load()
		press(p, keys...)
		return p
	}
	live := func(look Look, keys ...Key) *Panel {
		p := Live(room, &desk{}, look)
		p.Tick(noon)
		p.Show(walk(30 * time.Second))
		press(p, keys...)
		return p
	}
	dutch, english := Look{Lang: words.Dutch}, Look{Lang: words.English}
	large := Look{Lang: words.Dutch, Scale: 2}
	for name, c := range map[string]struct {
		panel         *Panel
		width, height float64
	}{
		"replay-nl":         {replay(dutch), 1280, 800},
		"replay-small":      {replay(english), 480, 320},
		"replay-200":        {replay(large), 1280, 800},
		"help-replay-nl":    {replay(dutch, "h"), 1280, 800},
		"help-live-en":      {live(english, "h"), 1280, 800},
		"help-small":        {live(dutch, "h"), 480, 320},
		"question-nl":       {live(dutch, "q"), 1280, 800},
		"question-dark-en":  {live(Look{Lang: words.English, Dark: true}, "q"), 1280, 800},
		"question-200":      {live(large, "q"), 640, 480},
		"kept-nl":           {live(dutch, "r"), 1280, 800},
		"client-view-dark":  {live(Look{Dark: true}, "b"), 1280, 800},
		"live-small-nl":     {live(dutch), 480, 320},
		"live-200-en":       {live(Look{Lang: words.English, Scale: 2}, "r", "m"), 1280, 800},
		"paused-dark-nl":    {live(Look{Lang: words.Dutch, Dark: true}, "c", "t", "p"), 1280, 800},
		"moment-en-at-tall": {live(english, "t"), 600, 1000},
	} {
		t.Run(name, func(t *testing.T) {
			var list canvas.List
			c.panel.Draw(&list, c.width, c.height)
			img, err := still.Image(&list)
			if err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, name, img)
		})
	}
}
