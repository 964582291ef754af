package main

import (
	"errors"

	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision/camera"
	"nabij/vision/opencv"
	"nabij/vision/session"
)

// plainly returns an error that says in the user's language what is the matter
// and what can be done, as far as it is a kind that people meet. It is for the
// window, which has room for one sentence or two; the terminal tells the whole
// chain.
func (c *call) plainly(err error) error {
	if err == nil {
		return nil
	}
	say := words.For(c.language())
	for _, k := range kindsOfTrouble {
		if errors.Is(err, k.is) {
			return plain{say.Say(k.id), err}
		}
	}
	said := say.Retell(oneLine(err.Error()))
	var faults config.Faults
	var eye *opencv.Fault
	var driver *camera.Fault
	switch {
	case errors.As(err, &faults):
		return plain{say.Say("trouble_room", "Cause", say.Trouble(err)), err}
	case errors.As(err, &driver):
		return plain{say.Say("trouble_camera", "Cause", said), err}
	case errors.As(err, &eye):
		return plain{say.Say("trouble_source", "Cause", said), err}
	}
	return plain{say.Say("window_trouble", "Cause", say.Trouble(err)), err}
}

// kindsOfTrouble are the kinds of error that have a sentence of their own.
var kindsOfTrouble = []struct {
	is error
	id words.ID
}{
	{session.ErrPassphrase, "trouble_passphrase"},
	{session.ErrForeign, "trouble_foreign"},
	{session.ErrNewer, "trouble_newer"},
	{session.ErrErased, "trouble_erased"},
	{session.ErrUnknownKey, "trouble_unknown_key"},
	{session.ErrTruncated, "trouble_damaged"},
	{session.ErrDamaged, "trouble_damaged"},
	{session.ErrLocked, "trouble_in_use"},
	{session.ErrExists, "trouble_exists"},
	{session.ErrUnwritable, "trouble_unwritable"},
	{session.ErrFull, "trouble_full"},
	{session.ErrOpenToAll, "trouble_open_to_all"},
	{session.ErrEmpty, "trouble_empty"},
	{errNoRoom, "start_no_room_about"},
}

// plain is an error with a sentence for people in front.
type plain struct {
	said  string
	cause error
}

func (p plain) Error() string { return p.said }

// Plain tells the window that the sentence needs no words around it.
func (p plain) Plain()        {}
func (p plain) Unwrap() error { return p.cause }
