"""The access table itself; `table` says how its lines are read. Officials have `office_lines`, `award_lines`."""

from tests.integration.access.award_lines import AWARDS
from tests.integration.access.office_lines import OFFICE

TABLE = (
    """
GET  calls.index                     -             200 all
GET  calls.page                      draft         200 office; 404 none
GET  calls.page                      announced     200 all
GET  takeaways.rules                 draft         200 office; 404 none
GET  takeaways.rules                 announced     200 all
GET  takeaways.dates                 draft         200 office; 404 none
GET  takeaways.dates                 announced     200 all
GET  takeaways.feed                  -             200 all
GET  procedure.general                  -             200 all
GET  procedure.page                     draft         200 office; 404 none
GET  procedure.page                     announced     200 all
GET  advance.eligibility             draft         200 office; 404 none
GET  advance.eligibility             announced     200 all
GET  advance.form                    draft         200 office; 404 none
GET  advance.form                    announced     200 all
GET  advance.form_file               draft         200 office; 404 none
GET  advance.form_file               announced     200 all
GET  programmes.page                 results       200 all
GET  questions.index                 draft         200 office; 404 none
GET  questions.index                 announced     200 all
GET  questions.ask                   draft         200 office; 404 none
GET  questions.ask                   announced     200 all
POST questions.ask                   draft         409 office; 404 none
POST questions.ask                   announced     303 all
POST questions.ask                   closed        409 all
GET  questions.follow                draft         404 all
GET  questions.follow                open          200 all
POST questions.follow                open          303 all
GET  following.confirm               -             200 all
POST following.confirm               -             200 all
GET  following.stop                  -             200 all
POST following.stop                  -             200 all
GET  calls.download                  draft         200 office; 404 none
GET  calls.download                  announced     200 all
GET  results.page                    scoring       200 office; 404 none
GET  results.page                    decided       200 office; 404 none
GET  results.page                    results       200 all
GET  results.on_paper                scoring       404 all
GET  results.on_paper                decided       200 office; 404 none
GET  results.on_paper                results       200 all
GET  results.as_tables               scoring       404 all
GET  results.as_tables               decided       200 office; 404 none
GET  results.as_tables               results       200 all
GET  verification.page               decided       404 all
GET  verification.page               results       200 all
GET  verification.results            decided       404 all
GET  verification.results            results       200 all
GET  pages.accessibility             -             200 all
GET  pages.privacy                   -             200 all
GET  guides.index                    -             200 all
GET  guides.page                     -             200 all
GET  guides.picture                  -             200 all
POST guides.seen                     -             303 signed; 404 none
GET  languages.choose                -             302 all
GET  themes.choose                   -             302 all
GET  metrics.figures                 -             404 all
POST bounces.hand_over               -             404 all
GET  health.live                     -             200 all
GET  health.ready                    -             503 all
GET  living.design                   -             200 all
GET  notices.mailbox                 -             200 all
GET  notices.letter                  -             200 all
GET  notices.letter_html             -             200 all

GET  accounts.home                   -             200 signed
GET  accounts.name                   -             200 signed
POST accounts.name                   -             303 signed
GET  accounts.profile                -             200 signed
POST accounts.profile                -             303 signed
GET  accounts.address                 -             200 signed
POST accounts.address                 -             303 signed
POST accounts.send_lost_again         -             303 signed
GET  accounts.confirm_address         -             403 signed; 200 lead
POST accounts.use_address             -             403 signed; 303 lead
GET  accounts.take_address_back       -             200 all
POST accounts.take_address_back       -             303 all
GET  inbox.index                     -             200 signed
GET  inbox.message                   -             200 lead
POST inbox.read                      -             303 lead
POST inbox.read_all                  -             303 signed
POST inbox.unread_all                -             303 signed
GET  notice_choices.choose           -             200 signed
POST notice_choices.choose           -             303 signed
GET  notice_choices.switch_off       -             200 all
POST notice_choices.switch_off       -             200 all
GET  feed.page                       -             200 signed
POST feed.renew                      -             303 signed
POST feed.end                        -             303 signed
GET  feed.dates                      -             200 all
GET  accounts.sign_in                -             200 none; 302 signed
POST accounts.sign_in                -             303 none; 302 signed
GET  accounts.sign_in_code           -             in all
POST accounts.sign_in_code           -             in all
GET  accounts.sign_in_link           -             200 all
POST accounts.redeem_link            -             303 all
POST accounts.sign_out               -             303 all
POST accounts.sign_out_everywhere    -             303 signed

GET  applications.index              -             200 signed
GET  applications.new                draft         200 office; 404 none
GET  applications.new                open          200 all
POST applications.start              draft         303 secr coor; 409 audi; 404 none
POST applications.start              announced     409 all
POST applications.start              open          303 all
POST applications.start              closed        409 all
GET  applications.overview           open          200 members
GET  applications.overview           closed        200 members; 302 office
GET  applications.applicant          open          200 lead; 403 read own
POST applications.applicant          open          303 lead; 403 read own none
POST applications.applicant          closed        409 lead; 403 read own none
GET  applications.section            open          200 lead; 403 read own
POST applications.section            open          303 lead; 403 read own none
POST applications.section            closed        409 lead; 403 read own none
POST applications.answer             open          200 lead; 403 read own; 401 none
POST applications.answer             closed        409 lead; 403 read own; 401 none
POST applications.begin_upload       open          200 lead; 403 read own; 401 none
POST applications.begin_upload       closed        409 lead; 403 read own; 401 none
POST applications.add_part           open          200 lead; 403 read own; 401 none
POST applications.add_part           closed        409 lead; 403 read own; 401 none
POST applications.stop_upload        open          200 lead; 403 read own; 401 none
POST applications.stop_upload        closed        409 lead; 403 read own; 401 none
GET  applications.history            open          200 members
GET  applications.history            closed        200 members
POST applications.restore            open          303 lead; 403 read own
POST applications.restore            closed        409 lead; 403 read own
GET  applications.people             open          200 members
POST applications.people             open          303 lead; 403 read own
GET  applications.remove_person      open          200 lead read; 403 own
POST applications.remove_person      open          303 lead read; 403 own
GET  applications.delete             open          200 lead; 403 read own
POST applications.delete             open          303 lead; 403 read own
GET  applications.delete             sent          302 lead; 403 read own
POST applications.delete             sent          409 lead; 403 read own
GET  accounts.my_data                -             200 signed
GET  applications.hand_over          open          200 lead; 403 read own
POST applications.hand_over          open          303 lead; 403 read own
GET  applications.comments           open          200 members
POST applications.comments           open          303 members
POST applications.take_back          open          303 lead; 403 read own
GET  applications.invitation         open          200 invi; 302 read own
GET  applications.invitation         closed        200 invi; 302 read own
POST applications.invitation         open          303 invi read own
POST applications.invitation         closed        409 invi; 303 read own
GET  applications.file               open          200 members
GET  applications.file               closed        200 members office
GET  applications.file               sent          200 members
GET  applications.review             open          200 members
GET  applications.review             closed        302 members
POST applications.submit             open          303 lead; 403 read own
POST applications.submit             closed        303 lead; 403 read own
POST applications.open_again         open          409 lead; 403 read own
POST applications.open_again         sent          303 lead; 403 read own
POST applications.open_again         closed        409 lead; 403 read own
GET  applications.drop_change        open          302 lead; 403 read own
POST applications.drop_change        changed       303 lead; 403 read own
GET  applications.drop_change        changed       200 lead; 403 read own
GET  applications.clarify            asked         200 lead; 403 read own
POST applications.clarify            asked         303 lead; 403 read own
GET  applications.clarify            checking      302 lead; 403 read own
GET  office_applications.redactions  checking      200 secr coor; 403 audi
POST office_applications.redactions  checking      303 secr coor; 403 audi
GET  office_applications.redactions  open          404 signed
POST office_applications.lift_redaction  scoring   303 secr coor; 403 audi
POST office_applications.redact_again    scoring   303 secr coor; 403 audi
GET  office_sheets.reopen                   scoring       200 secr coor; 403 audi
POST office_sheets.reopen                   scoring       303 secr coor; 403 audi
POST office_sheets.reopen                   deliberation  409 secr coor; 403 audi
GET  office_sheets.papers                   scoring       200 secr coor; 403 audi
GET  office_sheets.papers                   deliberation  409 secr coor; 403 audi
GET  office_sheets.enter                    scoring       200 secr coor; 403 audi
POST office_sheets.enter                    scoring       303 secr coor; 403 audi
POST office_sheets.enter                    deliberation  409 secr coor; 403 audi
GET  office_sheets.blank                    scoring       200 secr coor; 403 audi
GET  office_sheets.blank                    deliberation  409 secr coor; 403 audi
GET  evaluation.paper_of_one         scoring       200 eval; 403 conf own
GET  evaluation.paper_of_one         deliberation  409 eval; 403 conf own
GET  evaluation.scan                 checking      403 judges
GET  evaluation.scan                 deliberation  200 eval; 403 conf own
GET  evaluation.offline              closed        409 judges
GET  evaluation.offline              scoring       200 judges
POST evaluation.take_along           scoring       200 eval; 409 conf own
POST evaluation.take_along           closed        409 judges
GET  office_sheets.office_offline    closed        409 office
GET  office_sheets.office_offline    scoring       200 office
POST office_sheets.office_take_along  scoring      200 office
POST office_sheets.office_take_along  closed       409 office
GET  evaluation.paper                scoring       200 eval; 409 conf own
GET  evaluation.paper                deliberation  409 judges
GET  committee.paper_of              scoring       200 secr coor; 403 audi
GET  committee.paper_of              checking      409 secr coor; 403 audi
GET  evaluation.workbook             checking      409 judges
GET  evaluation.workbook             scoring       200 judges
GET  evaluation.workbook_file        scoring       200 judges
GET  evaluation.workbook_file        deliberation  409 judges
POST evaluation.send_workbook        scoring       422 judges
POST evaluation.send_workbook        deliberation  409 judges
GET  evaluation.workbook_differences  scoring      200 eval; 303 conf own
POST evaluation.workbook_differences  scoring      303 judges
POST evaluation.workbook_differences  deliberation  409 judges
GET  evaluation.submit_together      scoring       200 judges
POST evaluation.submit_together      scoring       303 judges
POST evaluation.submit_together      deliberation  409 judges
POST evaluation.keep                 scoring       200 eval; 403 conf own; 401 none
POST evaluation.keep                 deliberation  409 eval; 403 conf own; 401 none
POST evaluation.keep_note            checking      200 eval conf; 403 own; 401 none
POST evaluation.keep_note            scoring       200 eval; 403 conf own; 401 none
POST evaluation.keep_note            results       409 eval; 403 conf own; 401 none
GET  reports.accept                checking      200 secr coor; 403 audi
GET  reports.accept                open          404 signed
POST reports.accept                scoring       409 secr coor; 403 audi
POST reports.accept                decided       303 secr coor; 403 audi
GET  office_applications.ask_to_clarify  checking  200 secr coor; 403 audi
POST office_applications.ask_to_clarify  checking  303 secr coor; 403 audi
POST office_applications.ask_to_clarify  scoring   409 secr coor; 403 audi
GET  office_applications.merge_applicants  checking  200 coor; 403 secr audi
POST office_applications.merge_applicants  checking  303 coor; 403 secr audi
GET  office_applications.merge_applicants  sent      404 signed
GET  office_applications.register    open          200 secr coor; 403 audi
POST office_applications.register    open          303 secr coor; 403 audi
POST office_applications.register    scoring       409 secr coor; 403 audi
POST office_applications.record_number  checking   303 secr coor; 403 audi
GET  office_applications.register_file  open       404 signed
GET  office_applications.register_file  checking   200 office
GET  applications.to_sign            sent          200 members
GET  applications.to_sign            open          404 signed
GET  applications.signed_copy        sent          200 lead; 403 read own
POST applications.signed_copy        sent          422 lead; 403 read own
GET  confirmations.page              confirming    200 all
POST confirmations.page              confirming    303 all
POST applications.ask_to_confirm     confirming    303 lead; 403 read own
POST applications.ask_to_confirm     open          303 lead; 403 read own
POST office_applications.signed_on_paper  confirming  303 secr coor; 403 audi
GET  applications.copy               sent          200 members
GET  applications.copy               open          404 signed
POST applications.show               open          303 lead; 403 read own
POST applications.show               sent          409 lead; 403 read own
GET  applications.receipt            open          404 signed
GET  applications.receipt            closed        200 members
GET  applications.receipt_download   closed        200 members
GET  applications.withdraw           closed        200 lead; 403 read own
POST applications.withdraw           open          409 lead; 403 read own
POST applications.withdraw           closed        303 lead; 403 read own
POST applications.withdraw           deliberation  303 lead; 403 read own
POST applications.withdraw           decided       409 lead; 403 read own
GET  decisions.letter                deliberation  404 signed
GET  decisions.letter                decided       404 signed
GET  decisions.letter                results       200 members
GET  decisions.letter_file           decided       404 signed
GET  decisions.letter_file           results       200 members

GET  evaluation.index                -             200 judges away
GET  evaluation.call                 closed        200 judges
GET  evaluation.call                 scoring       200 judges
GET  evaluation.seat                 closed        200 judges
GET  evaluation.seat                 decided       409 judges
POST evaluation.seat                 closed        303 judges
POST evaluation.seat                 decided       409 judges
GET  evaluation.declare_all          closed        409 judges
GET  evaluation.declare_all          checking      200 judges
POST evaluation.declare_page         closed        409 judges
POST evaluation.declare_page         checking      303 judges
POST evaluation.declare_page         deliberation  409 judges
GET  evaluation.declare              closed        404 signed
GET  evaluation.declare              checking      200 eval conf; 403 own
POST evaluation.declare              checking      303 eval conf; 403 own
POST evaluation.declare              scoring       303 eval; 409 conf; 403 own
POST evaluation.declare              deliberation  409 eval conf; 403 own
GET  evaluation.application          closed        404 signed
GET  evaluation.application          checking      303 eval conf; 403 own
GET  evaluation.application          scoring       200 eval; 403 conf own
GET  evaluation.application          decided       200 eval; 403 conf own
POST evaluation.save                 checking      403 judges
POST evaluation.save                 scoring       303 eval; 403 conf own
POST evaluation.save                 deliberation  409 eval; 403 conf own
GET  evaluation.submit               checking      403 judges
GET  evaluation.submit               scoring       200 eval; 403 conf own
POST evaluation.submit               checking      403 judges
POST evaluation.submit               scoring       303 eval; 403 conf own
POST evaluation.submit               deliberation  303 eval; 403 conf own
GET  evaluation.hours                scoring       200 judges
POST evaluation.hours                scoring       303 judges
POST evaluation.hours                decided       409 judges
GET  evaluation.note                 closed        404 signed
GET  evaluation.note                 checking      200 eval conf; 403 own
GET  evaluation.note                 scoring       200 eval; 403 conf own
POST evaluation.store_note           checking      303 eval conf; 403 own
POST evaluation.store_note           scoring       303 eval; 403 conf own
POST evaluation.store_note           results       409 eval; 403 conf own
GET  evaluation.preferences          checking      404 signed
GET  evaluation.preferences          assigning     200 judges
POST evaluation.preferences          assigning     303 judges
POST evaluation.wishes               checking      404 signed
POST evaluation.wishes               assigning     303 judges
GET  evaluation.file                 closed        404 signed
GET  evaluation.file                 checking      403 judges
GET  evaluation.file                 scoring       200 eval; 403 conf own

"""
    + OFFICE
    + AWARDS
)
