# Answers SPF questions by Mail::SPF: a JSON object a line in, a JSON object a line out. The argument is the port of the
# DNS server on 127.0.0.1.
use strict;
use warnings;
use JSON::PP;
use Mail::SPF;
use Net::DNS::Resolver;

my $resolver = Net::DNS::Resolver->new(
    nameservers => ['127.0.0.1'], port => $ARGV[0], recurse => 1, retry => 1, udp_timeout => 5, tcp_timeout => 5);
# Its warnings are about records, which are what is tested.
local $SIG{__WARN__} = sub { };
my $json = JSON::PP->new->utf8->ascii->canonical;
$| = 1;

while (my $line = <STDIN>) {
    my $asked = $json->decode($line);
    my ($result, $text);
    eval {
        my $server = Mail::SPF::Server->new(
            dns_resolver                  => $resolver,
            hostname                      => $asked->{receiver},
            # What it says of a fail without an explanation of the domain's own.
            default_authority_explanation => '',
        );
        my $from_helo = $asked->{sender} eq '';
        my $request = Mail::SPF::Request->new(
            versions      => [1],
            scope         => $from_helo ? 'helo' : 'mfrom',
            identity      => $from_helo ? $asked->{helo} : $asked->{sender},
            ip_address    => $asked->{ip},
            helo_identity => $asked->{helo},
        );
        my $given = $server->process($request);
        $result = $given->code;
        $text = $given->can('authority_explanation') ? '' . $given->authority_explanation : $given->text;
        1;
    } or do {
        # What escapes from the evaluator ends a receiver's check as well.
        $result = 'exception';
        $text = ref($@) && $@->can('text') ? $@->text : "$@";
    };
    print $json->encode({ result => $result, text => $text // '' }), "\n";
}
