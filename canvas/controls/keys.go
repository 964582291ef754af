package controls

import (
	"slices"
	"strings"

	"nabij/canvas/words"
)

// Command is one thing that can be asked of a panel.
type Command uint8

// The commands.
const (
	None Command = iota
	Help
	Quit
	Back // closes what is open: help, question, full screen; otherwise as Quit
	Measure
	Fullscreen
	ClientView
	Dark
	TextSize
	Bubble
	Whole // show the whole room again
	ZoomIn
	ZoomOut
	PanLeft
	PanRight
	PanUp
	PanDown
	TurnLeft
	TurnRight
	Mirror

	Keep
	Pause
	Who  // is here
	Peek // at what the camera sees, while it is held
	ClientMoment
	TherapistMoment
	Uncomfortable
	VeryUncomfortable
	Write // a word or a note to a moment
	Lay   // look for newly laid ribbons

	Play
	Forward
	Rewind
	StepForward
	StepBack
	Faster
	Slower
	First
	Last
	NextMoment
	PreviousMoment
	Select
	Gaps
	Traces
	Follow
	Compare

	Leave // a moment out
	Lift  // a moment, to set it down at another time
	Exchange
)

// Key is a key as it is pressed: the sign that it types, in lower case, so that
// it is right on every keyboard; or the name of a key that types nothing, such
// as "left", with "shift+" or "ctrl+" before it while one of these is held.
type Key string

// use says in which of the two the binding counts.
type use uint8

const (
	both use = iota
	live
	replay
)

// binding is a command, its keys and the line that the help says about it. The
// first key is the one that the help shows.
type binding struct {
	command Command
	use     use
	keys    []Key
	line    words.ID // empty: not listed
}

// bindings is every key of the window, in the order of the help.
var bindings = []binding{
	{Keep, live, []Key{"r"}, "help_keep"},
	{Pause, live, []Key{"p", "space"}, "help_pause"},
	// A presenter's clicker sends Page Down and Page Up.
	{ClientMoment, live, []Key{"c", "pagedown"}, "help_client_moment"},
	{TherapistMoment, live, []Key{"t", "pageup"}, "help_therapist_moment"},
	{Write, live, []Key{"enter"}, "help_write"},
	{Lay, live, []Key{"l"}, "help_lay"},
	{Uncomfortable, live, []Key{"1"}, "help_stop_first"},
	{VeryUncomfortable, live, []Key{"2"}, "help_stop_second"},

	{Play, replay, []Key{"space", "p"}, "help_play"},
	{Rewind, replay, []Key{"left"}, "help_rewind"},
	{Forward, replay, []Key{"right"}, "help_forward"},
	{StepBack, replay, []Key{",", "shift+left"}, "help_step_back"},
	{StepForward, replay, []Key{".", "shift+right"}, "help_step_forward"},
	{Slower, replay, []Key{"-", "_"}, "help_slower"},
	{Faster, replay, []Key{"+", "="}, "help_faster"},
	{First, replay, []Key{"home"}, "help_first"},
	{Last, replay, []Key{"end"}, "help_last"},
	{PreviousMoment, replay, []Key{"pageup"}, "help_previous_moment"},
	{NextMoment, replay, []Key{"pagedown"}, "help_next_moment"},
	{Select, replay, []Key{"s"}, "help_select"},
	{Gaps, replay, []Key{"g"}, "help_gaps"},
	{Traces, replay, []Key{"v"}, "help_traces"},
	{Follow, replay, []Key{"n"}, "help_follow"},
	{Compare, replay, []Key{"k"}, "help_compare"},
	{ClientMoment, replay, []Key{"c"}, "help_client_moment"},
	{TherapistMoment, replay, []Key{"t"}, "help_therapist_moment"},
	{Uncomfortable, replay, []Key{"1"}, "help_stop_first"},
	{VeryUncomfortable, replay, []Key{"2"}, "help_stop_second"},
	{Write, replay, []Key{"enter"}, "help_write"},
	{Lift, replay, []Key{"u"}, "help_lift"},
	{Leave, replay, []Key{"delete"}, "help_leave"},
	{Exchange, replay, []Key{"r"}, "help_exchange"},

	{Who, live, []Key{"w"}, "help_who"},
	{Exchange, live, []Key{"e"}, "help_exchange_live"},
	{Peek, live, []Key{"k"}, "help_peek"},
	{Measure, both, []Key{"m"}, "help_measure"},
	{Bubble, both, []Key{"o"}, "help_bubble"},
	{ZoomIn, both, []Key{"z"}, "help_zoom_in"},
	{ZoomOut, both, []Key{"x"}, "help_zoom_out"},
	{PanLeft, both, []Key{"ctrl+left"}, ""},
	{PanRight, both, []Key{"ctrl+right"}, ""},
	{PanUp, both, []Key{"ctrl+up", "up"}, ""},
	{PanDown, both, []Key{"ctrl+down", "down"}, ""},
	{PanLeft, live, []Key{"left"}, ""},
	{PanRight, live, []Key{"right"}, ""},
	{TurnLeft, both, []Key{"["}, "help_turn_left"},
	{TurnRight, both, []Key{"]"}, "help_turn_right"},
	{Mirror, both, []Key{"f"}, "help_mirror"},
	{Whole, both, []Key{"0"}, "help_whole"},
	{Dark, both, []Key{"d"}, "help_dark"},
	{TextSize, both, []Key{"a"}, "help_text_size"},
	{ClientView, both, []Key{"b"}, "help_client_view"},
	{Fullscreen, both, []Key{"f11"}, "help_fullscreen"},
	{Help, both, []Key{"h", "f1", "?"}, "help_help"},
	{Quit, both, []Key{"q"}, "help_quit"},
	{Back, both, []Key{"escape"}, ""},
}

// counts reports whether the binding counts in a replay or in a live session.
func (b binding) counts(inReplay bool) bool {
	return b.use == both || (b.use == replay) == inReplay
}

// Find returns what a key asks for; [None] where it asks for nothing.
func Find(key Key, inReplay bool) Command {
	for _, b := range bindings {
		if !b.counts(inReplay) {
			continue
		}
		for _, k := range b.keys {
			if k == key {
				return b.command
			}
		}
	}
	return None
}

// Named returns every key without a sign of its own that some command listens
// to, without modifiers: what a window has to watch besides what is typed.
func Named() []string {
	var names []string
	for _, b := range bindings {
		for _, k := range b.keys {
			_, name, modified := strings.Cut(string(k), "+")
			if !modified || name == "" {
				name = string(k)
			}
			if len(name) > 1 && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// Repeats reports whether a command is given again while its key is held.
func (c Command) Repeats() bool {
	switch c {
	case ZoomIn, ZoomOut, PanLeft, PanRight, PanUp, PanDown, TurnLeft, TurnRight,
		Forward, Rewind, StepForward, StepBack:
		return true
	}
	return false
}
