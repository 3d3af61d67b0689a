package document

import "bytes"

// Mailbox gives the mails of a file: those of a mailbox (mbox), or the one
// mail that the file is. In a mailbox each mail begins with a line "From ", and
// a line of a mail that would begin like that has one more ">" before it
// (mboxrd), which is taken away. The mails share no memory with data.
func Mailbox(data []byte) [][]byte {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if !bytes.HasPrefix(data, fromLine) {
		return [][]byte{data}
	}
	var mails [][]byte
	var mail []byte
	for line := range bytes.Lines(data) {
		switch quoted := bytes.TrimLeft(line, ">"); {
		case bytes.HasPrefix(line, fromLine) && (mail == nil || bytes.HasSuffix(mail, []byte("\n\n")) || len(mail) == 0):
			if mail != nil {
				mails = append(mails, bytes.TrimSuffix(mail, []byte("\n")))
			}
			mail = []byte{}
		case len(quoted) < len(line) && bytes.HasPrefix(quoted, fromLine):
			mail = append(mail, line[1:]...)
		default:
			mail = append(mail, line...)
		}
	}
	return append(mails, mail)
}

var fromLine = []byte("From ")
