import brand.forms.countries
import contact.inquiries.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import ops.mail.outgoing
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('brand', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('notification', 'announcement to the owner'), ('acknowledgement', 'acknowledgement to the client')], max_length=16, verbose_name='e-mail')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('sent', 'sent'), ('failed', 'failed'), ('skipped', 'not needed'), ('kept', 'not sent: no mail server')], default='pending', max_length=8, verbose_name='state')),
                ('message_id', models.CharField(default=ops.mail.outgoing.new_message_id, editable=False, max_length=200)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('trying_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('problem', models.CharField(blank=True, choices=[('nobody', 'There is no address to write to: see Settings → Inquiries.'), ('unreachable', 'The mail server could not be reached.'), ('silent', 'The mail server did not answer in time.'), ('dropped', 'The mail server hung up before it had accepted the e-mail.'), ('insecure', 'No safe connection to the mail server: nothing was sent.'), ('login', 'The mail server refused the user name or the password.'), ('sender', 'The mail server refused the site’s own address as sender.'), ('address', 'The mail server refused the address.'), ('unusable', 'No e-mail can be sent to this address.'), ('busy', 'The mail server asked to try again later.'), ('refused', 'The mail server refused the e-mail.'), ('internal', 'The e-mail could not be written or handed over.'), ('restored', 'The site was restored from a backup: this e-mail may have left before.'), ('recent', 'This address had an acknowledgement less than an hour before.'), ('crowded', 'More messages than usual came in: this e-mail waits for its turn.')], max_length=12, verbose_name='problem')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='reply of the server')),
                ('hour_slot', models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('fingerprint', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='InquirySettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notification_email', models.EmailField(blank=True, help_text='If left empty, new inquiries are announced to everybody who owns the site.', max_length=254, verbose_name='announce inquiries to')),
                ('reply_days', models.PositiveSmallIntegerField(default=2, help_text='In working days. Clients are told by which date they will hear from you.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='reply within')),
                ('working_days', models.CharField(default='12345', help_text='The days on which you answer. At least one.', max_length=7, validators=[django.core.validators.RegexValidator('^(?!.*(.).*\\1)[1-7]+$', 'Digits from 1 to 7, each one once.')], verbose_name='working days')),
                ('country', models.CharField(blank=True, choices=brand.forms.countries.country_choices, default='FR', help_text='On these days nobody expects an answer. If left empty, none count.', max_length=2, verbose_name='public holidays of')),
                ('retention_months', models.PositiveSmallIntegerField(default=36, help_text='In months since the client last wrote: three years at most (CNIL).', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='keep inquiries for')),
                ('declined_months', models.PositiveSmallIntegerField(default=12, help_text='In months.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='keep declined inquiries for')),
                ('spam_days', models.PositiveSmallIntegerField(default=30, help_text='In days. Until then you can take a message out of quarantine.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='keep spam for')),
            ],
            options={
                'verbose_name': 'Inquiries',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(verbose_name='message')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('created_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(verbose_name='note')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('created_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='RecentSender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mail_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('question', models.CharField(help_text='The heading above the form, in the visitor’s voice.', max_length=120, verbose_name='question')),
                ('intro', wagtail.fields.RichTextField(blank=True, help_text='What happens after somebody wrote, in your words.', verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image')),
            ],
            options={
                'verbose_name': 'contact page',
                'verbose_name_plural': 'contact pages',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContactChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('email', 'E-mail'), ('telephone', 'Telephone'), ('website', 'Website'), ('blog', 'Blog'), ('linkedin', 'LinkedIn'), ('viadeo', 'Viadeo'), ('twitter', 'X (Twitter)'), ('facebook', 'Facebook'), ('youtube', 'YouTube'), ('flickr', 'Flickr'), ('instagram', 'Instagram'), ('mastodon', 'Mastodon'), ('bluesky', 'Bluesky'), ('github', 'GitHub'), ('calendar', 'Calendar'), ('other', 'Other')], help_text='The address is checked for this kind.', max_length=12, verbose_name='kind')),
                ('address', models.CharField(help_text='An e-mail address, a telephone number, a web address, or a name as @name.', max_length=300, verbose_name='address')),
                ('label', models.CharField(blank=True, help_text='What visitors read. If left empty, the address is shown.', max_length=80, verbose_name='label')),
                ('preferred', models.BooleanField(default=False, help_text='The one on which you answer best.', verbose_name='preferred')),
                ('archived', models.BooleanField(default=False, help_text='The network is gone, or you have left it: shown for the record, without a link.', verbose_name='archived')),
                ('in_footer', models.BooleanField(default=True, help_text='Also at the foot of every page.', verbose_name='in the footer')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='contact.contactpage')),
            ],
            options={
                'verbose_name': 'channel',
                'verbose_name_plural': 'channels',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=contact.inquiries.models.new_reference, editable=False, max_length=14, unique=True, verbose_name='reference')),
                ('status', models.CharField(choices=[('new', 'new'), ('open', 'in progress'), ('answered', 'answered'), ('won', 'won'), ('declined', 'declined'), ('archived', 'archived'), ('quarantined', 'quarantined')], default='new', max_length=12, verbose_name='status')),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='received')),
                ('last_message_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last message')),
                ('reply_by', models.DateField(editable=False, null=True, verbose_name='answer by')),
                ('language', models.CharField(default='fr', max_length=10, verbose_name='language')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('service_title', models.CharField(blank=True, max_length=255, verbose_name='service')),
                ('brief', models.JSONField(blank=True, default=list, verbose_name='brief')),
                ('answer_key', models.UUIDField(blank=True, null=True, verbose_name='answer')),
                ('answer_question', models.TextField(blank=True, verbose_name='asked about')),
                ('notice_version', models.CharField(blank=True, max_length=20, verbose_name='privacy notice')),
                ('quarantine_reasons', models.JSONField(blank=True, default=list, verbose_name='why in quarantine')),
                ('status_before', models.CharField(blank=True, editable=False, max_length=12)),
                ('quarantined_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('linked_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='linked', to='contact.inquiry')),
            ],
            options={
                'verbose_name': 'inquiry',
                'verbose_name_plural': 'inquiries',
                'ordering': ('-created_at',),
                'indexes': [models.Index(fields=['name', 'created_at'], name='inquiry_name'), models.Index(fields=['status', 'created_at'], name='inquiry_status'), models.Index(fields=['reply_by', 'created_at'], name='inquiry_reply_by')],
            },
        ),
    ]
