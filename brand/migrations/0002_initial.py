import django.db.models.deletion
import modelcluster.fields
import taggit.managers
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('brand', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='customdocument',
            name='uploaded_by_user',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user'),
        ),
        migrations.AddField(
            model_name='customimage',
            name='collection',
            field=models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection'),
        ),
        migrations.AddField(
            model_name='customimage',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags'),
        ),
        migrations.AddField(
            model_name='customimage',
            name='uploaded_by_user',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user'),
        ),
        migrations.AddField(
            model_name='customrendition',
            name='image',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='brand.customimage'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='portrait',
            field=models.ForeignKey(blank=True, help_text='It stands on the lower edge of the first screen. Upright pictures fit best; open the picture and frame the face as its focal area, so that no cut misses it. Without a portrait, a figure is drawn from your initials (Settings → Identity).', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='portrait'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image'),
        ),
        migrations.AddField(
            model_name='importedtranscript',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddField(
            model_name='interviewpage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image'),
        ),
        migrations.AddField(
            model_name='importedtranscript',
            name='page',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.interviewpage', verbose_name='interview'),
        ),
        migrations.AddField(
            model_name='answer',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='brand.interviewpage'),
        ),
        migrations.AddField(
            model_name='legalnoticepage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image'),
        ),
        migrations.AddField(
            model_name='privacypage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image'),
        ),
        migrations.AddField(
            model_name='publishersettings',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='standardpage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. 1200 × 630 pixels fit best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='brand.customimage', verbose_name='share image'),
        ),
        migrations.AddField(
            model_name='testimonial',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AddField(
            model_name='topic',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AddField(
            model_name='answer',
            name='topics',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Visitors filter the interview by them.', related_name='answers', to='brand.topic', verbose_name='topics'),
        ),
        migrations.AlterUniqueTogether(
            name='customrendition',
            unique_together={('image', 'filter_spec', 'focal_point_key')},
        ),
        migrations.AlterUniqueTogether(
            name='testimonial',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('locale', 'slug'), name='one_topic_per_address'),
        ),
        migrations.AlterUniqueTogether(
            name='topic',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='answer',
            unique_together={('translation_key', 'locale')},
        ),
    ]
