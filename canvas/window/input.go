package window

import (
	"time"
	"unicode"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas"
	"nabij/canvas/controls"
)

// named are the keys that type nothing, or a space, by the names that package
// controls gives them.
var named = map[string]ebiten.Key{
	"space": ebiten.KeySpace, "left": ebiten.KeyArrowLeft, "right": ebiten.KeyArrowRight,
	"up": ebiten.KeyArrowUp, "down": ebiten.KeyArrowDown, "home": ebiten.KeyHome, "end": ebiten.KeyEnd,
	"pageup": ebiten.KeyPageUp, "pagedown": ebiten.KeyPageDown, "escape": ebiten.KeyEscape,
	"enter": ebiten.KeyEnter, "delete": ebiten.KeyDelete,
	"f1": ebiten.KeyF1, "f11": ebiten.KeyF11,
}

// A key that is held is given again after a while, and then so often.
const (
	firstRepeat = 400 * time.Millisecond
	nextRepeat  = 60 * time.Millisecond
)

// input turns what Ebiten says of keys and mouse into what a panel takes.
type input struct {
	held  ebiten.Key // the named key that is repeated while it is down
	asks  controls.Command
	next  time.Time // of the repetition
	mouse canvas.XY // px
	signs []rune
	keys  []ebiten.Key
	last  rune // typed
	down  bool // whether a key was, at the pass before
}

// pass gives everything new to the panel. It returns whether it has to be
// asked again soon, because a key is held.
func (in *input) pass(panel *controls.Panel, now time.Time) (again bool) {
	in.typed(panel)
	in.pressed(panel, now)
	in.pointed(panel)
	in.let(panel)
	return in.repeated(panel, now)
}

// let ends the look through the camera once nothing is held any more.
func (in *input) let(panel *controls.Panel) {
	if !panel.Peeking() {
		return
	}
	in.keys = inpututil.AppendPressedKeys(in.keys[:0])
	if len(in.keys) == 0 && !ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) {
		panel.EndPeek()
	}
}

// typed gives the signs that were typed. The system types again while a key is
// held: that counts only for commands that repeat. A sign may come without its
// key where the key was down for less than a drawing takes.
func (in *input) typed(panel *controls.Panel) {
	in.signs = ebiten.AppendInputChars(in.signs[:0])
	fresh := len(inpututil.AppendJustPressedKeys(in.keys[:0])) > 0
	down := len(inpututil.AppendPressedKeys(in.keys[:0])) > 0
	for _, sign := range in.signs {
		key := controls.Key(unicode.ToLower(sign))
		again := !fresh && down && in.down && sign == in.last
		in.last = sign
		if sign == ' ' || again && !controls.Find(key, panel.InReplay()).Repeats() {
			continue
		}
		panel.Press(key)
	}
	in.down = down
}

// pressed gives the named keys that went down.
func (in *input) pressed(panel *controls.Panel, now time.Time) {
	modifier := ""
	switch {
	case ebiten.IsKeyPressed(ebiten.KeyControl):
		modifier = "ctrl+"
	case ebiten.IsKeyPressed(ebiten.KeyShift):
		modifier = "shift+"
	}
	for name, key := range named {
		if !inpututil.IsKeyJustPressed(key) {
			continue
		}
		panel.Press(controls.Key(modifier + name))
		in.held, in.next = key, now.Add(firstRepeat)
		in.asks = controls.Find(controls.Key(modifier+name), panel.InReplay())
	}
}

// repeated gives a named key again that is held long enough.
func (in *input) repeated(panel *controls.Panel, now time.Time) (again bool) {
	if !in.asks.Repeats() || !ebiten.IsKeyPressed(in.held) {
		in.asks = controls.None
		return false
	}
	if now.After(in.next) {
		panel.Do(in.asks)
		in.next = now.Add(nextRepeat)
	}
	return true
}

// pointed gives what the mouse did.
func (in *input) pointed(panel *controls.Panel) {
	x, y := ebiten.CursorPosition()
	at := canvas.XY{X: float64(x), Y: float64(y)}
	if inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft) {
		panel.Down(at)
	}
	if at != in.mouse {
		panel.Move(at)
		in.mouse = at
	}
	if inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft) {
		panel.Up()
	}
	_, notches := ebiten.Wheel()
	panel.Wheel(notches, at)
}
