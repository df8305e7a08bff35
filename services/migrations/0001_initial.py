import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('brand', '0002_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('invitation', models.CharField(blank=True, help_text='One sentence of yours at the end of the page. For example, “Two lines are enough to begin.” If left empty, the button stands alone.', max_length=200, verbose_name='line beside the button')),
                ('intro', models.TextField(blank=True, help_text='One or two sentences under the title.', verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image')),
            ],
            options={
                'verbose_name': 'list of services',
                'verbose_name_plural': 'lists of services',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ServicePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('invitation', models.CharField(blank=True, help_text='One sentence of yours at the end of the page. For example, “Two lines are enough to begin.” If left empty, the button stands alone.', max_length=200, verbose_name='line beside the button')),
                ('summary', models.CharField(help_text='What it is, for somebody who reads nothing else.', max_length=200, verbose_name='in one sentence')),
                ('for_whom', wagtail.fields.RichTextField(blank=True, help_text='Who it is meant for.', verbose_name='who it is for')),
                ('outcome', wagtail.fields.RichTextField(blank=True, help_text='What is different for the client afterwards.', verbose_name='outcome')),
                ('deliverables', wagtail.fields.StreamField([('deliverable', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'One thing that the client receives.', 'icon': 'tick', 'label': 'Deliverable', 'preview_value': 'A plan on one page', 'template': 'blocks/deliverable.html'})}, help_text='What the client receives, one line each.', verbose_name='deliverables')),
                ('steps', wagtail.fields.StreamField([('step', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Step'}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'What happens', 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {})}, help_text='How the work proceeds, from the first call to the end.', verbose_name='steps')),
                ('duration', models.CharField(blank=True, help_text='For example, “six to eight weeks”. If it is that of one offer, name the offer: “six weeks with coaching”.', max_length=80, verbose_name='duration')),
                ('related_answers', wagtail.fields.StreamField([('answer', 0)], blank=True, block_lookup={0: ('brand.interview.blocks.AnswerBlock', (), {'label': 'Answer'})}, help_text='Answers of the interview that help a client to decide.', verbose_name='related answers')),
                ('case_studies', wagtail.fields.StreamField([('case_study', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Client'}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Situation'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Result'}), 3: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Invented: the page says so.', 'label': 'Example', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('client', 0), ('situation', 1), ('result', 2), ('is_example', 3)]], {})}, help_text='What you did for others.', verbose_name='case studies')),
                ('share_image', models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image')),
            ],
            options={
                'verbose_name': 'service',
                'verbose_name_plural': 'services',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(help_text='For example, “Audit”.', max_length=120, verbose_name='name')),
                ('description', models.TextField(blank=True, help_text='What is included, in a sentence or two.', verbose_name='description')),
                ('price_from', models.DecimalField(blank=True, decimal_places=2, help_text='In euros. If left empty, the page says “on request”.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price from')),
                ('unit', models.CharField(blank=True, help_text='For example, “a day” or “for six weeks”.', max_length=40, verbose_name='unit')),
                ('tax_note', models.CharField(blank=True, help_text='For example, “excl. VAT”, or “TVA non applicable, art. 293 B du CGI”.', max_length=120, verbose_name='tax note')),
                ('is_example', models.BooleanField(default=False, help_text='Invented for the demonstration: the page says so.', verbose_name='example')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='services.servicepage')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'offers',
                'ordering': ['sort_order'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.CreateModel(
            name='BriefQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.CharField(blank=True, help_text='The question’s name in exports and in the API, the same in all languages. If left empty, it is made from the question when the page is published.', max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'Small letters, digits and _, beginning with a letter.')], verbose_name='key')),
                ('label', models.CharField(help_text='As the client reads it above the field.', max_length=160, verbose_name='question')),
                ('help_text', models.CharField(blank=True, help_text='A hint below the question.', max_length=200, verbose_name='help')),
                ('kind', models.CharField(choices=[('short', 'one line'), ('long', 'several lines'), ('number', 'a number'), ('date', 'a date'), ('choice', 'one of several'), ('choices', 'any of several')], default='short', help_text='What the client fills in.', max_length=10, verbose_name='kind of answer')),
                ('choices', models.TextField(blank=True, help_text='One per line, for questions with a choice.', verbose_name='choices')),
                ('required', models.BooleanField(default=False, help_text='Ask only for what you really need.', verbose_name='required')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='brief_questions', to='services.servicepage')),
            ],
            options={
                'verbose_name': 'brief question',
                'verbose_name_plural': 'brief questions',
                'ordering': ['sort_order'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
    ]
