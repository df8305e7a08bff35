import brand.core.languages
import django.core.validators
import django.db.models.deletion
import modelsearch.index
import taggit.managers
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('credit', models.CharField(blank=True, help_text='Who made the picture, if the name has to be shown.', max_length=200, verbose_name='credit')),
                ('demo_hash', models.CharField(blank=True, default='', editable=False, max_length=40)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CustomRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('opening_question', models.CharField(help_text='What a visitor wants to know first, such as “What do you do, exactly?”', max_length=120, verbose_name='first question')),
                ('headline', models.CharField(help_text='Your answer in one short sentence. It is shown very large.', max_length=160, verbose_name='headline')),
                ('short_bio', wagtail.fields.RichTextField(help_text='Two or three sentences: who you are and who you work for.', verbose_name='short biography')),
                ('availability', models.CharField(blank=True, help_text='For example, “Available from March”. If left empty, nothing is shown.', max_length=160, verbose_name='availability')),
                ('footer_text', wagtail.fields.RichTextField(blank=True, help_text='A line or two at the foot of every page in this language, such as where you work. Channels are chosen on the contact page, one by one.', verbose_name='footer')),
                ('turns', wagtail.fields.StreamField([('biography', 3), ('figures', 9), ('answers', 12), ('services', 16), ('milestones', 23), ('testimonials', 26), ('quote', 29), ('text', 31), ('contact', 34)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'In the visitor’s voice. It is the heading.', 'label': 'Question'}), 1: ('brand.core.blocks.ApiRichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'link', 'ul', 'ol', 'blockquote', 'mark', 'foreign'], 'help_text': 'Your biography. The marker underlines the phrase that matters.', 'label': 'Answer'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 3: ('wagtail.blocks.StructBlock', [[('question', 0), ('text', 1), ('picture', 2)]], {}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example, 30+ or 8,000.', 'label': 'Figure', 'max_length': 20}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is counted, and whose figure it is.', 'label': 'Caption'}), 6: ('wagtail.blocks.StructBlock', [[('value', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.ListBlock', (6,), {'collapsed': True, 'label': 'Figures', 'max_num': 6, 'min_num': 1}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'Year and source of the figures.', 'label': 'Note', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('question', 0), ('figures', 7), ('note', 8)]], {}), 10: ('brand.interview.blocks.AnswerBlock', (), {'label': 'Answer'}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'Answers', 'max_num': 6, 'min_num': 1}), 12: ('wagtail.blocks.StructBlock', [[('question', 0), ('answers', 11)]], {}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'Introduction', 'required': False}), 14: ('brand.home.blocks.ApiPageChooserBlock', ('services.ServicePage',), {'required': False}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'Services'}), 16: ('wagtail.blocks.StructBlock', [[('question', 0), ('intro', 13), ('services', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': 'A year, a period or nothing: not every fact has a date.', 'label': 'When', 'max_length': 30, 'required': False}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'What'}), 19: ('wagtail.blocks.ChoiceBlock', [], {'choices': brand.core.languages.choices, 'help_text': 'A job title may be in another: screen readers then pronounce it correctly.', 'label': 'Language of “What”', 'required': False}), 20: ('wagtail.blocks.TextBlock', (), {'label': 'Detail', 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('year', 17), ('title', 18), ('title_language', 19), ('detail', 20)]], {}), 22: ('wagtail.blocks.ListBlock', (21,), {'collapsed': True, 'label': 'Milestones', 'min_num': 1}), 23: ('wagtail.blocks.StructBlock', [[('question', 0), ('milestones', 22)]], {}), 24: ('brand.home.blocks.ApiTestimonialChooserBlock', ('brand.Testimonial',), {'required': False}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'Testimonials'}), 26: ('wagtail.blocks.StructBlock', [[('question', 0), ('testimonials', 25)]], {}), 27: ('wagtail.blocks.TextBlock', (), {'help_text': 'One sentence. It takes up the full width.', 'label': 'Quote'}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'required': False}), 29: ('wagtail.blocks.StructBlock', [[('text', 27), ('source', 28)]], {}), 30: ('brand.core.blocks.ApiRichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'link', 'ul', 'ol', 'blockquote', 'mark', 'foreign'], 'label': 'Answer'}), 31: ('wagtail.blocks.StructBlock', [[('question', 0), ('text', 30)]], {}), 32: ('brand.core.blocks.ApiRichTextBlock', (), {'features': ['bold', 'italic', 'link', 'mark', 'foreign'], 'label': 'Answer', 'required': False}), 33: ('wagtail.blocks.CharBlock', (), {'help_text': 'It opens the form. For example, “Write to me”.', 'label': 'Button', 'max_length': 40}), 34: ('wagtail.blocks.StructBlock', [[('question', 0), ('text', 32), ('button', 33)]], {})}, help_text='Each turn is a question and your answer. Drag them into your order.', verbose_name='dialogue')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ImportedTranscript',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=255, verbose_name='name')),
                ('text', models.TextField(verbose_name='text')),
                ('markdown', models.BooleanField(default=False, verbose_name='written in Markdown')),
                ('first_reading', models.JSONField()),
                ('corrections', models.JSONField(blank=True, default=list)),
                ('undone', models.JSONField(blank=True, default=list)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'imported transcript',
                'verbose_name_plural': 'imported transcripts',
                'ordering': ('-updated_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='InterviewPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('invitation', models.CharField(blank=True, help_text='One sentence of yours at the end of the page. For example, “Two lines are enough to begin.” If left empty, the button stands alone.', max_length=200, verbose_name='line beside the button')),
                ('standfirst', models.TextField(help_text='One sentence that says what this conversation is about. Shown very large.', verbose_name='headline')),
                ('interviewer', models.CharField(blank=True, help_text='Named beside each question.', max_length=120, verbose_name='interviewer')),
                ('publication', models.CharField(blank=True, help_text='Blog, newspaper or broadcast in which the interview appeared.', max_length=160, verbose_name='publication')),
                ('publication_url', models.URLField(blank=True, help_text='If it can be read there.', verbose_name='address of the publication')),
                ('conducted_on', models.DateField(blank=True, help_text='Visitors see how old the answers are.', null=True, verbose_name='date of the interview')),
                ('introduction', wagtail.fields.RichTextField(blank=True, help_text='What the interviewer tells readers before the first question.', verbose_name='introduction')),
                ('closing', wagtail.fields.RichTextField(blank=True, help_text='Thanks and goodbyes after the last answer.', verbose_name='closing words')),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='LegalNoticePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences under the title.', verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 1), ('quote', 4)], blank=True, block_lookup={0: ('brand.core.blocks.ApiRichTextBlock', (), {'description': 'Paragraphs, headings, lists.', 'features': ['h2', 'h3', 'bold', 'italic', 'link', 'ul', 'ol', 'blockquote', 'mark', 'foreign'], 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<h2>A heading</h2><p>A paragraph, <mark>one idea</mark>.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.images.blocks.ImageBlock', [], {'description': 'A picture across the column.', 'label': 'Picture', 'template': 'blocks/picture.html'}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'One sentence. It takes up the full width.', 'label': 'Quote'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('source', 3)]], {})}, help_text='Paragraphs, pictures and quotes, in your order.', verbose_name='text')),
            ],
            options={
                'verbose_name': 'legal notice',
                'verbose_name_plural': 'legal notices',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PrivacyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences under the title.', verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 1), ('quote', 4)], blank=True, block_lookup={0: ('brand.core.blocks.ApiRichTextBlock', (), {'description': 'Paragraphs, headings, lists.', 'features': ['h2', 'h3', 'bold', 'italic', 'link', 'ul', 'ol', 'blockquote', 'mark', 'foreign'], 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<h2>A heading</h2><p>A paragraph, <mark>one idea</mark>.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.images.blocks.ImageBlock', [], {'description': 'A picture across the column.', 'label': 'Picture', 'template': 'blocks/picture.html'}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'One sentence. It takes up the full width.', 'label': 'Quote'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('source', 3)]], {})}, help_text='Paragraphs, pictures and quotes, in your order.', verbose_name='text')),
            ],
            options={
                'verbose_name': 'privacy page',
                'verbose_name_plural': 'privacy pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PublisherSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('examples', models.JSONField(blank=True, default=dict, editable=False)),
                ('name', models.CharField(blank=True, help_text='First and last name of the person who publishes this site.', max_length=160, verbose_name='publisher')),
                ('status', models.CharField(blank=True, help_text='For example, “Entrepreneur individuel (EI)”. It also appears at the foot of your e-mails.', max_length=120, verbose_name='status')),
                ('address', models.TextField(blank=True, help_text='Required by French law (LCEN, article 6).', verbose_name='postal address')),
                ('phone', models.CharField(blank=True, help_text='Required by French law.', max_length=40, verbose_name='telephone')),
                ('email', models.EmailField(blank=True, help_text='Required by French law. Shown on the legal page.', max_length=254, verbose_name='e-mail')),
                ('registration', models.CharField(blank=True, help_text='SIREN or RCS number, if you are registered.', max_length=120, verbose_name='registration number')),
                ('vat_number', models.CharField(blank=True, help_text='If you have one.', max_length=40, verbose_name='VAT number')),
                ('host', models.TextField(blank=True, help_text='Name, address and telephone of the company that hosts this site.', verbose_name='host')),
            ],
            options={
                'verbose_name': 'Publisher',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('menu_title', models.CharField(blank=True, help_text='A short one, such as “Interview”. If left empty, it is the page’s title.', max_length=40, verbose_name='name in the navigation')),
                ('from_demo', models.BooleanField(default=False, editable=False)),
                ('intro', models.TextField(blank=True, help_text='One or two sentences under the title.', verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 1), ('quote', 4)], blank=True, block_lookup={0: ('brand.core.blocks.ApiRichTextBlock', (), {'description': 'Paragraphs, headings, lists.', 'features': ['h2', 'h3', 'bold', 'italic', 'link', 'ul', 'ol', 'blockquote', 'mark', 'foreign'], 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<h2>A heading</h2><p>A paragraph, <mark>one idea</mark>.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.images.blocks.ImageBlock', [], {'description': 'A picture across the column.', 'label': 'Picture', 'template': 'blocks/picture.html'}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'One sentence. It takes up the full width.', 'label': 'Quote'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('source', 3)]], {})}, help_text='Paragraphs, pictures and quotes, in your order.', verbose_name='text')),
            ],
            options={
                'verbose_name': 'text page',
                'verbose_name_plural': 'text pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Testimonial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('quote', models.TextField(help_text='Two or three sentences, as they were said.', verbose_name='quote')),
                ('author', models.CharField(help_text='Who said it, with their permission.', max_length=120, verbose_name='name')),
                ('role', models.CharField(blank=True, help_text='Function and organisation.', max_length=160, verbose_name='role')),
                ('is_example', models.BooleanField(default=False, help_text='Invented for the demonstration: the page says so.', verbose_name='example')),
            ],
            options={
                'verbose_name': 'testimonial',
                'verbose_name_plural': 'testimonials',
                'abstract': False,
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(help_text='One or two words, as visitors would say it.', max_length=60, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='Used in the address of the filter. If left empty, it is made from the name.', max_length=60, verbose_name='address')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ('name',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('question', models.TextField(help_text='As it was asked. It is the heading of the answer.', verbose_name='question')),
                ('slug', models.SlugField(blank=True, help_text='If left empty, it is made from the question when the page is published.', max_length=80, verbose_name='address')),
                ('answer', wagtail.fields.RichTextField(help_text='A quotation stands out large; the marker underlines a phrase.', verbose_name='answer')),
                ('asked_on', models.DateField(blank=True, help_text='Only if it differs from the date of the interview.', null=True, verbose_name='asked on')),
                ('addendum', wagtail.fields.RichTextField(blank=True, help_text='What you would add now. The answer itself stays as it was.', verbose_name='And today?')),
                ('addendum_on', models.DateField(blank=True, help_text='Shown beside what you added.', null=True, verbose_name='added on')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='BrandSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('examples', models.JSONField(blank=True, default=dict, editable=False)),
                ('name', models.CharField(blank=True, help_text='Your name as visitors read it, in the header and in address books.', max_length=120, verbose_name='name')),
                ('given_name', models.CharField(blank=True, help_text='For address books.', max_length=60, verbose_name='first name')),
                ('family_name', models.CharField(blank=True, help_text='For address books.', max_length=60, verbose_name='last name')),
                ('job_titles', models.JSONField(blank=True, default=dict, editable=False)),
                ('accent', models.CharField(default='#2140c8', help_text='All other colours of the site follow from it, and keep enough contrast. The preview shows it before you save.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write the colour as #rrggbb, such as #2140c8.')], verbose_name='accent colour')),
                ('figure', models.PositiveSmallIntegerField(choices=[(0, '1'), (1, '2'), (2, '3'), (3, '4'), (4, '5'), (5, '6')], default=0, help_text='Drawn from your initials. It stands on the first screen until your home page has a portrait; a portrait is cut to the shape of its head.', verbose_name='figure')),
                ('is_demonstration', models.BooleanField(default=False, editable=False)),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'Identity',
                'abstract': False,
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='CustomDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
