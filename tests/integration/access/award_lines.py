"""The lines of the access table from the ranking on: decisions, sittings, letters, results, and what stands beside."""

AWARDS = """
GET  ranking.page                    scoring       404 signed
GET  ranking.page                    deliberation  200 office judges
GET  ranking.page                    decided       200 office judges
GET  departures.page                 scoring       404 signed
GET  departures.page                 sealed        404 signed
GET  departures.page                 deliberation  200 office
GET  departures.page                 decided       200 office
GET  departures.depart               scoring       404 signed
GET  departures.depart               deliberation  200 office eval
GET  departures.depart               decided       409 office eval
POST departures.depart               deliberation  303 secr coor; 403 audi eval
POST departures.depart               decided       409 office eval
POST departures.approve              sealed        404 signed
POST departures.approve              deliberation  409 office eval
POST departures.approve              decided       409 office eval
POST decisions.propose               deliberation  409 coor; 403 secr audi
POST decisions.propose               decided       409 coor; 403 secr audi
POST decisions.take_proposal_back    deliberation  409 coor; 403 secr audi
POST decisions.take_proposal_back    decided       409 coor; 403 secr audi
GET  scenarios.page                  scoring       404 signed
GET  scenarios.page                  sealed        404 signed
GET  scenarios.page                  deliberation  200 office
GET  scenarios.page                  decided       409 office
POST scenarios.keep                  deliberation  303 secr coor; 403 audi
POST scenarios.keep                  decided       409 office
GET  scenarios.compare               deliberation  200 office
GET  scenarios.compare               decided       409 office
POST scenarios.adopt                 deliberation  303 coor; 403 secr audi
POST scenarios.adopt                 decided       409 coor; 403 secr audi
POST scenarios.remove                deliberation  303 secr coor; 403 audi
POST scenarios.remove                decided       409 office
GET  deciding.anew                   deliberation  409 office
GET  deciding.anew                   decided       200 coor; 403 secr audi
POST deciding.anew                   deliberation  409 office
POST deciding.anew                   decided       303 coor; 403 secr audi
GET  deciding.offers                 deliberation  409 office
GET  deciding.offers                 decided       200 office
POST deciding.offers                 deliberation  409 office
POST deciding.offers                 decided       303 coor; 403 secr audi
GET  deciding.respond                deliberation  404 signed
GET  deciding.respond                decided       200 secr coor
GET  deciding.respond                results       200 lead secr coor
POST deciding.respond                deliberation  404 signed
POST deciding.respond                decided       303 secr coor
POST deciding.respond                results       303 lead secr coor
GET  worth.page                      scoring       404 signed
GET  worth.page                      deliberation  200 office eval; 403 conf own
GET  worth.page                      results       200 office eval; 403 conf own
GET  worth.page                      sealed        404 signed
POST worth.ask                       scoring       404 signed
POST worth.ask                       deliberation  409 secr coor; 403 audi judges
GET  ranking.tie                     tied          200 secr coor; 403 audi judges
POST ranking.tie                     tied          303 secr coor; 403 audi judges
GET  ranking.page                    sealed        404 signed
GET  deliberation.flagged            scoring       404 signed
GET  deliberation.flagged            sealed        404 signed
GET  deliberation.flagged            deliberation  200 office judges
GET  deliberation.marks              scoring       404 signed
GET  deliberation.marks              sealed        404 signed
GET  deliberation.marks              deliberation  200 office eval
GET  deliberation.scan               scoring       404 signed
GET  deliberation.scan               deliberation  200 office eval
GET  deliberation.marks              decided       200 office eval
POST deliberation.say                scoring       404 signed
POST deliberation.say                deliberation  303 secr coor eval; 403 audi
POST deliberation.say                decided       409 office eval
GET  deliberation.agree              sealed        404 signed
GET  deliberation.agree              deliberation  200 secr coor; 403 audi eval
POST deliberation.agree              deliberation  303 secr coor; 403 audi eval
POST deliberation.agree              decided       403 office eval
GET  deliberation.reasoning          scoring       404 signed
GET  deliberation.reasoning          sealed        404 signed
GET  deliberation.reasoning          deliberation  200 office eval
GET  deliberation.reasoning          decided       200 office eval
POST deliberation.rapporteur         deliberation  303 secr coor; 403 audi eval
POST deliberation.rapporteur         decided       409 office eval
GET  deliberation.reason             sealed        404 signed
GET  deliberation.reason             deliberation  200 office eval
POST deliberation.reason             deliberation  303 secr coor; 403 audi eval
POST deliberation.reason             decided       409 office eval
GET  deliberation.opening            deliberation  404 signed
GET  deliberation.opening            sealed        200 office
POST deliberation.open_marks         sealed        303 secr coor; 403 audi
GET  meetings.index                  checking      200 office judges
GET  meetings.plan                   checking      200 secr coor; 403 audi judges
POST meetings.plan                   closed        409 secr coor; 403 audi judges
POST meetings.plan                   checking      303 secr coor; 403 audi judges
GET  meetings.page                   checking      200 office judges
GET  meetings.change                 checking      200 secr coor; 403 audi judges
POST meetings.change                 checking      303 secr coor; 403 audi judges
POST meetings.change                 deliberation  409 secr coor; 403 audi judges
GET  meetings.declare                deliberation  403 office judges
POST meetings.declare                deliberation  403 office judges
GET  meetings.cancel                 checking      200 secr coor; 403 audi judges
POST meetings.cancel                 checking      303 secr coor; 403 audi judges
POST meetings.comes                  checking      303 judges
POST meetings.call_in                checking      303 secr coor; 403 audi judges
GET  meetings.calendar               checking      200 office judges
GET  meetings.agenda                 checking      200 office judges
GET  meetings.screen                 checking      200 office; 403 judges
POST meetings.open_sitting           checking      303 secr coor; 403 audi judges
GET  meetings.screen                 deliberation  200 office; 403 judges
POST meetings.roll_call              deliberation  303 secr coor; 403 audi judges
GET  meetings.application            deliberation  200 office; 403 judges
POST meetings.application            deliberation  303 secr coor; 403 audi judges
POST meetings.rest                   deliberation  303 secr coor; 403 audi judges
GET  meetings.question               deliberation  200 secr coor; 403 audi judges
POST meetings.question               deliberation  303 secr coor; 403 audi judges
POST meetings.close                  deliberation  303 secr coor; 403 audi judges
GET  meetings.tie                    tied          200 secr coor; 403 audi judges
POST meetings.tie                    tied          303 secr coor; 403 audi judges
POST meetings.draw                   tied          303 secr coor; 403 audi judges
POST meetings.announce               tied          303 secr coor; 403 audi judges
POST meetings.numbers                tied          409 secr coor; 403 audi judges
GET  minutes.page                    deliberation  200 office eval conf; 403 own
GET  minutes.page                    checking      409 office eval conf; 403 own
GET  minutes.file                    deliberation  200 office eval conf; 403 own
GET  minutes.write                   deliberation  200 secr coor; 403 audi judges
POST minutes.write                   deliberation  303 secr coor; 403 audi judges
POST minutes.approve                 deliberation  409 eval; 403 office conf own
POST minutes.approve                 sealed        303 eval; 403 office conf own
GET  minutes.version                 sealed        200 office eval conf; 403 own
GET  meetings.ask_in_writing         deliberation  200 secr coor; 403 audi judges
POST meetings.ask_in_writing         deliberation  303 secr coor; 403 audi judges
GET  votes.page                      deliberation  200 all
POST votes.page                      deliberation  404 all
GET  draws.page                      deliberation  200 all
GET  decisions.page                  sealed        409 office
GET  decisions.page                  scoring       409 office
GET  decisions.page                  deliberation  200 office
GET  decisions.page                  decided       200 office
POST decisions.confirm               scoring       409 coor; 403 secr audi
POST decisions.confirm               tied          409 coor; 403 secr audi
POST decisions.confirm               deliberation  409 coor; 403 secr audi
GET  contests.page                   scoring       200 office
GET  contests.page                   decided       200 office
GET  contests.listed_file            decided       200 office
GET  contests.record                 decided       200 secr coor; 403 audi
POST contests.record                 deliberation  409 secr coor; 403 audi
POST contests.record                 results       303 secr coor; 403 audi
GET  contests.complaint              decided       404 signed
GET  contests.document               decided       404 signed
POST contests.rule                   decided       404 signed
POST contests.name                   decided       404 signed
POST contests.conclude               decided       404 signed
GET  contests.complain               scoring       404 signed
GET  contests.complain               decided       404 signed
GET  contests.complain               results       200 members
POST contests.complain               results       303 lead; 403 read own
GET  contests.correct                scoring       409 office
GET  contests.correct                results       200 coor; 403 secr audi
POST contests.correct                results       303 coor; 403 secr audi
POST contests.withdraw_for           decided       404 signed
POST contests.withdraw               decided       404 signed
POST contests.send                   decided       404 signed
POST contests.not_reached            decided       404 signed
GET  contests.sent_file              decided       404 signed
GET  contests.document_for_applicant decided       404 signed
GET  contests.evaluate               decided       404 signed
POST contests.evaluate               decided       404 signed
GET  contests.evaluated_file         decided       404 signed
GET  handouts.page                   draft         200 office
GET  handouts.page                   checking      200 office
GET  handouts.download               closed        404 signed
GET  handouts.download               scoring       404 signed
GET  handouts.download               sealed        404 signed
GET  handouts.download               deliberation  200 office
GET  handouts.council                deliberation  404 signed
POST handouts.contacts               closed        404 coor; 403 secr audi
POST handouts.contacts               checking      200 coor; 403 secr audi
GET  wordings.index                  draft         200 office
GET  wordings.index                  decided       200 office
GET  wordings.text                   open          200 office
POST wordings.text                   open          303 coor; 403 secr audi
GET  wordings.printed                deliberation  200 office
GET  extending.page                  open          200 office
GET  extending.page                  deliberation  200 office
POST extending.page                  open          409 coor; 403 secr audi
POST extending.page                  deliberation  303 coor; 403 secr audi
POST extending.page                  decided       409 coor; 403 secr audi
GET  results.publishing              deliberation  409 office
GET  results.publishing              decided       200 office
GET  results.publishing              told          200 office
GET  results.publishing              results       303 office
POST results.publish                 deliberation  409 coor; 403 secr audi
POST results.choose_moment           deliberation  409 coor; 403 secr audi
POST results.choose_moment           told          303 coor; 403 secr audi
POST results.take_moment_back        deliberation  409 coor; 403 secr audi
POST results.take_moment_back        told          303 coor; 403 secr audi
POST results.publish                 decided       409 coor; 403 secr audi
POST results.publish                 told          303 coor; 403 secr audi
GET  letters.page                    deliberation  409 office
GET  letters.page                    decided       200 office
GET  letters.page                    results       200 office
GET  letters.listed_file             deliberation  409 office
GET  letters.listed_file             results       200 office
POST letters.send                    decided       303 secr coor; 403 audi
GET  letters.file                    decided       200 office
GET  letters.file                    told          200 office
GET  letters.letter                  decided       200 office
GET  letters.batch                   decided       200 office
POST letters.upload                  decided       422 secr coor; 403 audi
POST letters.to_print                decided       303 secr coor; 403 audi
GET  letters.job                     decided       404 signed
GET  letters.job_file                decided       404 signed
GET  letters.addresses               decided       200 office
GET  letters.outside                 decided       200 secr coor; 403 audi
POST letters.outside                 decided       303 secr coor; 403 audi
GET  letters.proof                   told          404 signed
POST letters.not_reached             decided       409 secr coor; 403 audi
POST letters.not_reached             told          303 secr coor; 403 audi
POST letters.proven                  told          303 secr coor; 403 audi
GET  letters.unsigned                decided       200 coor; 403 secr audi
POST letters.unsigned                decided       303 coor; 403 secr audi

GET  journal.chains                  -             200 audi aud2 admi
GET  journal.chain                   -             200 admi
GET  journal.chain                   scoring       200 audi
GET  organisers.index                -             200 admi coor audi cor2 aud2
GET  organisers.listed_file          -             200 admi coor audi cor2 aud2
GET  organisers.show                 -             200 admi coor audi
GET  organisers.people_file          -             200 admi coor audi
GET  organisers.edit                 -             200 admi; 403 coor audi
POST organisers.edit                 -             303 admi; 403 coor audi
GET  brand.looks                     -             200 admi; 403 coor audi
POST brand.looks                     -             303 admi; 403 coor audi
GET  brand.colours                   -             404 all
GET  brand.logo                      -             404 all
GET  wordings.of_organiser           -             200 admi coor audi
GET  wordings.own                    -             200 admi coor audi
POST wordings.own                    -             303 coor; 403 admi audi
GET  organisers.new                  -             200 admi
POST organisers.new                  -             303 admi
GET  organisers.new_official         -             200 admi
POST organisers.new_official         -             303 admi
GET  organisers.end_role             -             200 admi
POST organisers.end_role             -             303 admi
GET  webhooks.page                   -             200 coor
POST webhooks.page                   -             303 coor
POST webhooks.test                   -             303 coor
POST webhooks.end                    -             303 coor
GET  outbox.page                     -             200 admi
GET  outbox.printed                  -             200 admi
POST outbox.send_again               -             409 admi
GET  beginning.page                  -             200 admi
POST beginning.test_mail             -             303 admi
POST beginning.later                 -             303 admi
GET  beginning.ways                  -             200 admi; 403 coor audi
POST beginning.ways                  -             303 admi; 403 coor audi
GET  banners.page                    -             200 admi
POST banners.page                    -             303 admi
POST banners.end                     -             303 admi
GET  organisers.administrators       -             200 admi
GET  organisers.administrators_file  -             200 admi
GET  organisers.new_administrator    -             200 admi
POST organisers.new_administrator    -             303 admi
"""
