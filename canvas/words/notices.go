package words

import (
	"unicode"
	"unicode/utf8"

	"nabij/vision/scene"
)

// Notice returns the sentence of the quiet line for a notice.
func (s *Speaker) Notice(n scene.Notice) string {
	id := ID("notice_" + string(n.Kind))
	if len(n.People) > 0 {
		return s.Say(id, "People", s.And(n.People), "Count", len(n.People))
	}
	said := s.Say(id, "People", s.Say("someone"), "Count", 1)
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

// Line returns the one sentence that the quiet line has room for: the first
// notice, for the eye puts what matters most first; nothing where all is calm.
func (s *Speaker) Line(notices []scene.Notice) string {
	if len(notices) == 0 {
		return ""
	}
	return s.Notice(notices[0])
}

// Voice returns whose moment it is.
func (s *Speaker) Voice(v scene.Voice) string {
	switch v {
	case scene.Client:
		return s.Say("voice_client")
	case scene.Therapist:
		return s.Say("voice_therapist")
	}
	return string(v)
}

// Kind returns what sort of moment it is; nothing for a mark without more.
func (s *Speaker) Kind(k scene.MomentKind) string {
	switch k {
	case scene.D1:
		return s.Say("moment_d1")
	case scene.D2:
		return s.Say("moment_d2")
	case scene.Note:
		return s.Say("moment_note")
	case scene.Bubble:
		return s.Say("moment_bubble")
	}
	return ""
}
