package words

import "nabij/vision/scene"

// Notice returns the sentence of the quiet line for a notice.
func (s *Speaker) Notice(n scene.Notice) string {
	who := s.And(n.People)
	if who == "" {
		who = s.Say("someone")
	}
	return s.Say(ID("notice_"+string(n.Kind)), "People", who, "Count", max(1, len(n.People)))
}

// Line returns the one sentence that the quiet line has room for: the first
// notice, for the eye puts what matters most first; nothing where all is calm.
func (s *Speaker) Line(notices []scene.Notice) string {
	if len(notices) == 0 {
		return ""
	}
	return s.Notice(notices[0])
}
