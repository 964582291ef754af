// Package session is the record of a session: who was where, from moment to
// moment, in a room as it was. It is clinical data, kept for years and looked
// at together with the client; so it is encrypted, survives a crash, holds no
// picture, shows damage, and can be erased for good.
//
// # File
//
// A record is one file. Its first 4096 bytes, the prefix, are in the clear:
//
//	nabij record 1\n                  magic and format version
//	{"id":"…","own":{…}}\n            random id; own: see Keys
//	zeros
//	SHA-256 of the 4064 bytes before
//
// The rest is an SQLite database in pages of 4096 bytes, each encrypted with
// Adiantum under a key of its own. It has one table:
//
//	entry(seq, kind, start, stop, data, mac)
//
// Entries are numbered from 0 and only ever added. start and stop are times in
// ns since the source's start, monotonic: a wall clock that jumps bends
// nothing, and is kept beside each scene. The kinds:
//
//	0 header       JSON of Header; always entry 0
//	1 scenes       a block of up to half a second of scenes, see block.go
//	2 moment       JSON of a marked moment
//	3 room         JSON of the room, as it is from start on
//	4 gap          nothing could be kept from start to stop
//	5 correction   an addition that replay applies: nothing is overwritten
//	6 end          the recording ended in good order; the names in its scenes
//	7 about        title, notes, consent: added by the library
//
// mac is a chain: HMAC-SHA-256 of the mac before and of the entry (seq, kind,
// start, stop, length of data as 64-bit little-endian numbers, then data);
// the mac before entry 0 is that of the id. Changing, leaving out or swapping
// entries breaks the chain; leaving out the last ones does not, which is why
// the last mac is printed on paper.
//
// Numbers are kept to the last bit. A block is compact where they are whole
// steps (a tenth of a millimetre, a hundredth of a pixel) and exact, though
// larger, where they are not.
//
// There is no room for a picture: entries are bounded in size, names in
// length, landmarks to 32 bytes, and reading accounts for every byte.
//
// # Additions
//
// Corrections, moments, notes, titles and consent may be added after the end.
// Reading applies corrections in the order of their entries: a swap exchanges
// two names in all scenes between its times, and in the moments that were
// there before it; a naming gives somebody another pseudonym or a role; an edit
// stands in for a moment. What was recorded stays beneath, and the seal changes
// with each addition. A seal that was printed stays findable: it is the hash of
// the entry that was the last one then.
//
// # Crashes
//
// A recording commits every half second through a write-ahead log, which lies
// beside the file as NAME-wal and is encrypted as well. Each commit is on the
// disk when it returns. Whoever kills the program or cuts the power loses less
// than a second: the tests kill recordings, and cut the power with writes torn
// at their sectors and put in another order. A full disk pauses a recording; it
// holds a minute or more, goes on when there is room, and marks what it had to
// leave out. A damaged or cut file opens with every entry that is whole.
//
// Closing folds the log in and leaves the one file; so does the next opening
// after a crash, or it reads the log where it cannot write. There is never
// another file beside it but, for the first and the last moment of writing,
// NAME-journal, encrypted too: no shared memory, no temporary file. One program
// at a time has a record open for writing.
//
// # Keys
//
// A record has a random key of 32 bytes; the pages' and the chain's key are
// derived from it (HKDF-SHA-256, "nabij record pages 1", "nabij record chain
// 1"). It is kept in the practice's key store, a folder apart from the records
// and their backups, mode 0700, each file 0600:
//
//	practice.key   the practice's random key, in a box under its passphrase, and
//	               in another under the code of a printed sheet, if one was made
//	ID.key         a record's key, in a box under the practice's; or, once it
//	               was destroyed, when: the proof of the erasure
//
// Each file is a line of JSON and a line with its SHA-256: that tells damage
// from a wrong passphrase. Boxes are XChaCha20-Poly1305, bound to their use
// and the record's id; a passphrase becomes a key by Argon2id (3 passes,
// 64 MiB, 4 lanes, a random salt of 16 bytes). Changing the passphrase makes a
// new practice.key and touches nothing else. Destroying ID.key erases the
// record, wherever copies of it are. A copy for the client carries its own key
// in the prefix, in a box under a passphrase of its own.
//
// # What this does not protect against
//
//   - Somebody who has the passphrase, or the program while it runs: the key is
//     then in memory, which the system may write to its swap space.
//   - A weak passphrase, when both key store and records are stolen.
//   - A backup of the key store from before a record was erased: it still has
//     the key. A disk, above all a solid-state one, may keep the destroyed
//     bytes for a while where no program can reach them.
//   - Putting an older state of the file in place of a newer one, and cutting
//     off its end: only the last mac on paper shows that.
//   - Forgery by the practice itself: whoever has the key can make a whole
//     record, chain and all.
//   - Being seen to exist: the prefix says that this is a record of nabij, and
//     its size tells roughly how long it is.
package session
