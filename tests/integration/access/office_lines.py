"""The lines of the access table of officials, from their start page to the last check and conflict."""

OFFICE = """
GET  office.index                    -             200 office cor2 aud2
GET  office.calls_file               -             200 office cor2 aud2
GET  office.call                     draft         200 office
GET  office.call                     deliberation  200 office
POST office.advance                  open          409 coor; 403 secr audi
POST office.advance                  closed        303 coor; 403 secr audi
POST office.advance                  scoring       409 coor; 403 secr audi
GET  office.publish                  draft         200 coor; 403 secr audi
GET  office.publish                  open          409 coor; 403 secr audi
POST office.publish                  draft         303 coor; 403 secr audi
POST office.publish                  checking      409 coor; 403 secr audi
GET  office.cancel                   open          200 coor; 403 secr audi
GET  office.cancel                   decided       409 coor; 403 secr audi
POST office.cancel                   draft         409 coor; 403 secr audi
POST office.cancel                   open          303 coor; 403 secr audi
POST office.cancel                   decided       409 coor; 403 secr audi
POST office.send_again               closed        303 secr coor; 403 audi
GET  office_preparing.new            -             200 coor cor2
POST office_preparing.new            -             303 coor; 422 cor2
POST office_amendment.begin          draft         409 coor; 403 secr audi
POST office_amendment.begin          open          303 coor; 403 secr audi
POST office_amendment.begin          decided       409 coor; 403 secr audi
GET  office_amendment.page           open          409 coor; 403 secr audi
GET  office_amendment.page           amended       200 coor; 403 secr audi
POST office_amendment.page           open          409 coor; 403 secr audi
POST office_amendment.page           amended       303 coor; 403 secr audi
GET  office_amendment.force          amended       200 coor; 403 secr audi
POST office_amendment.force          open          409 coor; 403 secr audi
POST office_amendment.force          amended       303 coor; 403 secr audi
GET  office_amendment.drop           amended       200 coor; 403 secr audi
POST office_amendment.drop           amended       303 coor; 403 secr audi
GET  office_amendment.extend         draft         409 coor; 403 secr audi
GET  office_amendment.extend         open          200 coor; 403 secr audi
GET  office_amendment.extend         closed        409 coor; 403 secr audi
POST office_amendment.extend         open          303 coor; 403 secr audi
POST office_amendment.extend         closed        409 coor; 403 secr audi
GET  picturing.page                  draft         200 office
GET  picturing.page                  deliberation  200 office
GET  promises.page                   open          200 coor; 403 secr audi
GET  promises.page                   scoring       200 coor; 403 secr audi
GET  promises.page                   decided       409 coor; 403 secr audi
POST promises.page                   scoring       303 coor; 403 secr audi
POST promises.page                   decided       409 coor; 403 secr audi
GET  office_preparing.begin          -             200 coor
POST office_preparing.begin          -             303 coor
GET  office_preparing.copy           results       200 coor; 403 secr audi
POST office_preparing.copy           results       303 coor; 403 secr audi
GET  office_preparing.discard        draft         200 coor; 403 secr audi
GET  office_preparing.discard        open          409 coor; 403 secr audi
POST office_preparing.discard        draft         303 coor; 403 secr audi
POST office_preparing.discard        open          409 coor; 403 secr audi
GET  office_rules.overview           draft         200 coor; 403 secr audi
GET  office_rules.overview           open          409 coor; 403 secr audi
GET  office_rules.preview            draft         200 coor; 403 secr audi
GET  office_rules.preview            open          409 coor; 403 secr audi
GET  advance.preview                 draft         200 coor; 403 secr audi
GET  advance.preview                 open          409 coor; 403 secr audi
GET  office_rules.part               draft         200 coor; 403 secr audi
POST office_rules.part               draft         303 coor; 403 secr audi
POST office_rules.part               open          409 coor; 403 secr audi
GET  office_rules.item               draft         200 coor; 403 secr audi
POST office_rules.item               draft         303 coor; 403 secr audi
POST office_rules.item               open          409 coor; 403 secr audi
GET  office_rules.add                draft         200 coor; 403 secr audi
POST office_rules.add                draft         303 coor; 403 secr audi
POST office_rules.add                open          409 coor; 403 secr audi
POST office_rules.move               draft         303 coor; 403 secr audi
POST office_rules.move               open          409 coor; 403 secr audi
GET  office_rules.remove             draft         200 coor; 403 secr audi
POST office_rules.remove             draft         303 coor; 403 secr audi
POST office_rules.remove             open          409 coor; 403 secr audi
GET  office_rules.paste              draft         200 coor; 403 secr audi
POST office_rules.paste              draft         303 coor; 403 secr audi
POST office_rules.paste              open          409 coor; 403 secr audi
GET  office_rules.file               draft         200 coor; 403 secr audi
POST office_rules.file               draft         303 coor; 403 secr audi
POST office_rules.file               open          409 coor; 403 secr audi
GET  office_files.download           draft         200 office; 404 none
GET  office_files.download           open          200 all
GET  office_files.index              draft         200 coor; 403 secr audi
GET  office_files.index              open          409 coor; 403 secr audi
GET  office_files.act                draft         200 coor; 403 secr audi
POST office_files.act                draft         303 coor; 403 secr audi
POST office_files.act                open          409 coor; 403 secr audi
GET  office_files.attach             draft         200 coor; 403 secr audi
POST office_files.attach             draft         303 coor; 403 secr audi
POST office_files.attach             open          409 coor; 403 secr audi
POST office_files.detach             draft         303 coor; 403 secr audi
POST office_files.detach             open          409 coor; 403 secr audi
GET  office_applications.extensions     open          200 office
POST office_applications.extend_for     open          303 coor; 403 secr audi
POST office_applications.extend_for     checking      409 coor; 403 secr audi
GET  notice_texts.index              open          200 office
GET  notice_texts.text               open          200 office
POST notice_texts.text               open          303 coor; 403 secr audi
GET  notice_texts.of_organiser       -             200 admi coor audi
GET  notice_texts.own                -             200 admi coor audi
POST notice_texts.own                -             303 coor; 403 admi audi
GET  reminders.choose                open          200 coor; 403 secr audi
POST reminders.choose                open          303 coor; 403 secr audi
POST reminders.choose                checking      409 coor; 403 secr audi
GET  office_applications.extend_for     open          200 coor; 403 secr audi
GET  office_applications.record         draft         200 office
GET  office_applications.record         results       200 office
GET  office_questions.index          draft         200 office
GET  office_questions.index          open          200 office
GET  office_questions.write_down     open          200 secr coor; 403 audi
POST office_questions.write_down     draft         409 secr coor; 403 audi
POST office_questions.write_down     open          303 secr coor; 403 audi
GET  office_questions.reply          open          200 secr coor; 403 audi
POST office_questions.reply          open          303 secr coor; 403 audi
GET  office_questions.set_aside      open          200 secr coor; 403 audi
POST office_questions.set_aside      open          303 secr coor; 403 audi
GET  office_messages.index           closed        200 office
GET  office_messages.listed_file     closed        200 office
GET  office_messages.message         closed        200 office
GET  office_messages.printed         closed        200 office
POST office_messages.told_again      closed        303 secr coor; 403 audi
GET  office_messages.of_person       -             200 office
GET  office_messages.printed_of_person -           200 office
GET  office_writing.index            open          200 office
GET  office_writing.write            draft         200 coor; 403 secr audi
GET  office_writing.write            open          200 coor; 403 secr audi
POST office_writing.write            open          303 coor; 403 secr audi
GET  office_writing.look             open          200 office
GET  office_writing.look             scoring       200 office
GET  office_writing.one              open          200 coor; 403 secr audi
POST office_writing.one              open          303 coor; 403 secr audi
POST office_writing.one              scoring       409 coor; 403 secr audi
POST office_writing.leave_out        open          303 coor; 403 secr audi
POST office_writing.leave_out        scoring       409 coor; 403 secr audi
POST office_writing.as_the_rest      open          303 coor; 403 secr audi
POST office_writing.send             open          303 coor; 403 secr audi
POST office_writing.take_back        scoring       303 coor; 403 secr audi
POST office_writing.stop             scoring       303 coor; 403 secr audi
POST office_writing.stop             open          409 coor; 403 secr audi
POST office_writing.send_rest        scoring       303 coor; 403 secr audi
POST office_writing.send_rest        open          409 coor; 403 secr audi
POST office_writing.drop             open          303 coor; 403 secr audi
POST office_writing.drop             scoring       409 coor; 403 secr audi
GET  office_applications.applications  open        200 office
GET  office_applications.applications  scoring     200 office
GET  office_applications.chosen        scoring     302 office
GET  office_applications.listed_file   open        200 office
GET  office_applications.listed_file   scoring     200 office
GET  office_applications.write_to_chosen  open     409 coor; 403 secr audi
GET  office_applications.write_to_chosen  scoring  200 coor; 403 secr audi
POST office_applications.write_to_chosen  scoring  303 coor; 403 secr audi
POST lists.keep                        -           303 office cor2 aud2 admi
POST lists.drop                        scoring       303 office cor2 aud2 admi
GET  search.page                       -           200 office cor2 aud2
GET  office_applications.application   open        404 signed
GET  office_applications.application   sent        200 office
GET  office_applications.kept_copy     sent        404 signed
GET  office_applications.kept_copy     checking    200 office
GET  office_applications.application   closed      200 office
GET  checks.begin                    checking      303 office
GET  checks.queue                    open          409 office
GET  checks.queue                    checking      200 office
GET  checks.queue                    decided       200 office
GET  checks.queue_file               open          409 office
GET  checks.queue_file               checking      200 office
GET  checks.give                     open          409 office
GET  checks.give                     scoring       409 secr coor; 403 audi
GET  checks.give                     checking      303 secr coor; 403 audi
POST checks.give                     checking      303 secr coor; 403 audi
POST checks.take_back                checking      303 secr coor; 403 audi
POST checks.take_back                scoring       409 secr coor; 403 audi
POST checks.confirm                  open          404 signed
POST checks.confirm                  checking      409 secr coor; 403 audi
GET  checks.show                     open          404 signed
GET  checks.show                     checking      200 office
POST casefile.take                   open          404 signed
POST casefile.take                   decided       200 office
GET  casefile.summary                scoring       404 signed
GET  casefile.summary                deliberation  200 office
GET  deciding.new_day                deliberation  409 office
GET  deciding.new_day                decided       409 coor; 403 secr audi
POST deciding.new_day                decided       409 coor; 403 secr audi
POST contracts.draft                 deliberation  409 secr coor; 403 audi
POST contracts.draft                 results       303 secr coor; 403 audi
POST contracts.send                  deliberation  409 secr coor; 403 audi
POST contracts.send                  results       409 secr coor; 403 audi
GET  contracts.file                  results       404 signed
GET  checks.proof                    open          404 signed
GET  checks.proof                    scoring       200 office
POST checks.answer                   open          404 signed
POST checks.answer                   closed        409 secr coor; 403 audi
POST checks.answer                   checking      303 secr coor; 403 audi
POST checks.answer                   scoring       409 secr coor; 403 audi
GET  committee.show                  checking      200 office
GET  committee.seats_file            checking      200 office
GET  committee.progress              open          409 office
GET  committee.progress              checking      200 office
GET  committee.progress              scoring       200 office
GET  committee.remind                scoring       200 secr coor; 403 audi
POST committee.remind                scoring       303 secr coor; 403 audi
POST committee.remind                decided       409 secr coor; 403 audi
POST committee.invite                checking      303 secr coor; 403 audi
POST committee.invite                decided       409 secr coor; 403 audi
GET  committee.end                   checking      200 secr coor; 403 audi
POST committee.end                   checking      303 secr coor; 403 audi
GET  committee.end                   decided       409 secr coor; 403 audi
POST committee.end                   decided       409 secr coor; 403 audi
GET  assignment.show                 checking      404 signed
GET  assignment.show                 assigning     200 office
POST assignment.by_hand              checking      404 signed
POST assignment.by_hand              assigning     303 secr coor; 403 audi
GET  assignment.preview              assigning     200 secr coor; 403 audi
POST assignment.apply                assigning     303 secr coor; 403 audi

GET  interests.page                  draft         200 office
GET  interests.page                  scoring       200 office
GET  interests.declare               closed        409 secr coor; 403 audi
GET  interests.declare               checking      200 secr coor; 403 audi
POST interests.declare               closed        409 secr coor; 403 audi
POST interests.declare               checking      303 secr coor; 403 audi
GET  interests.record                closed        409 secr coor; 403 audi
GET  interests.record                scoring       200 secr coor; 403 audi
POST interests.record                closed        409 secr coor; 403 audi
POST interests.record                scoring       303 secr coor; 403 audi
GET  interests.lift                  scoring       200 secr coor; 403 audi
POST interests.lift                  scoring       303 secr coor; 403 audi
POST interests.lift                  decided       409 secr coor; 403 audi
GET  objections.make                 scoring       404 signed
POST objections.make                 scoring       404 signed
GET  interests.decide                scoring       404 secr coor; 403 audi
POST interests.decide                scoring       404 secr coor; 403 audi
GET  late.page                       scoring       404 signed
GET  late.page                       deliberation  200 office
GET  late.record                     deliberation  200 secr coor; 403 audi judges
POST late.record                     deliberation  200 secr coor; 403 audi judges
POST late.record                     decided       200 secr coor; 403 audi judges
GET  interests.consult               open          200 secr coor; 403 audi
POST interests.consult               open          303 secr coor; 403 audi
POST interests.consult               decided       409 secr coor; 403 audi
"""
